import { expect, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { screens } from "./screens";

test("the list of tools is searched and filtered through the address", async ({ page }) => {
  await signIn(page);
  await page.goto("/console/tools?family=memory");
  await expect(page.getByRole("article")).toHaveCount(6);
  await page.getByLabel("Search").fill("best first");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page).toHaveURL(/q=best\+first/);
  await page.getByLabel("Search").fill("nothing has these words");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).toHaveURL(/\/console\/tools$/);
});

test("a tool is run by its form, with errors at their fields, a confirmation, and the result", async ({ page }) => {
  await signIn(page);
  await page.goto("/console/tools/memory.write");
  await page.getByRole("button", { name: "Run …" }).click();
  await expect(page.getByLabel("text", { exact: false }).first()).toHaveAttribute("aria-invalid", "true");
  const text = `It's "quoted" <b>${Date.now()}</b>`;
  await page.getByRole("textbox", { name: /^text/ }).fill(text);
  await page.getByRole("group", { name: "tags" }).getByRole("button", { name: "Add an entry" }).click();
  await page.getByRole("textbox", { name: "tags 1" }).fill("x".repeat(65));
  await expect(page.getByRole("group", { name: "This call in curl" })).toContainText(`It'\\''s`);
  await page.getByRole("button", { name: "Run …" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("group", { name: "Inputs to run with" })).toContainText("xxx");
  await dialog.getByRole("button", { name: "Run it" }).click();
  await expect(page.getByRole("textbox", { name: "tags 1" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "tags 1" }).fill("e2e");
  await page.getByRole("button", { name: "Run …" }).click();
  await dialog.getByRole("button", { name: "Run it" }).click();
  await expect(page.getByRole("group", { name: "Result as JSON" })).toContainText("mem_");
  await page.getByRole("button", { name: "Run …" }).click();
  await dialog.getByRole("button", { name: "Run it" }).click();
  await expect(page.getByText("Nothing ran now")).toBeVisible();
});

test("form and JSON stay in step", async ({ page }) => {
  await signIn(page);
  await page.goto("/console/tools/memory.search");
  await page.getByRole("textbox", { name: /^query/ }).fill("staging");
  await page.getByText("JSON", { exact: true }).click();
  const json = page.getByRole("textbox", { name: "Inputs as JSON" });
  await expect(json).toHaveValue(/"query": "staging"/);
  await json.fill('{"query": "Frankfurt", "limit": 3, "extra": {"a": 1}}');
  await page.getByText("Form", { exact: true }).click();
  await expect(page.getByRole("textbox", { name: /^query/ })).toHaveValue("Frankfurt");
  await expect(page.getByRole("textbox", { name: /^limit/ })).toHaveValue("3");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "inputs.extra" }).first()).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of tools and memory are sound", async ({ page, request }) => {
      await call(request, { intent: "memory.write", inputs: { text: "Staging moves to Frankfurt", tags: ["infra"] } });
      await signIn(page);
      await page.goto("/console/tools");
      await expect(page.getByRole("article").first()).toBeVisible();
      await expectSound(page);
      await page.goto("/console/tools/ssh.exec.peek");
      await expect(page.getByRole("heading", { name: "Run it" })).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/tool ${name}.png`, fullPage: true });
      await page.goto("/console/memory?q=Frankfurt");
      await expect(page.getByText("1st by words").first()).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/memory ${name}.png`, fullPage: true });
      await page.goto("/console/tools");
      await expect(page.getByRole("article").first()).toBeVisible();
      await page.screenshot({ path: `test-results/shots/tools ${name}.png`, fullPage: true });
    });
  });
}
