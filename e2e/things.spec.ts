import { expect, test } from "@playwright/test";
import { signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey } from "./installation";
import { screens } from "./screens";

const authorization = { authorization: `Bearer ${apiKey}` };

test("a flow and an MCP server are added, switched off and removed", async ({ page }) => {
  await signIn(page);
  await page.goto("/console/flows?new=1");
  await page.getByRole("textbox", { name: "Intent" }).fill("e2e.flow");
  await page.getByLabel("How it knows us").selectOption("bearer");
  await page.getByLabel(/^Token/).fill("s3cret-token");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("heading", { name: "e2e.flow", level: 1 })).toBeVisible();
  await expect(page.getByLabel(/^Token/)).toHaveValue("");
  await page.getByRole("button", { name: "Test it now" }).click();
  await expect(page.getByText("It does not work")).toBeVisible();
  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page).toHaveURL(/\/console\/flows$/);
  await expect(page.getByText("No flow is bound yet")).toBeVisible();

  await page.goto("/console/mcp?new=1");
  await page.getByRole("textbox", { name: "Name" }).fill("e2e");
  await page.getByLabel("How it is reached").selectOption("http");
  await page.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/mcp");
  await page.getByRole("textbox", { name: "Headers, with their secrets" }).fill("Authorization: Bearer s3cret");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("heading", { name: "e2e", level: 1 })).toBeVisible();
  await expect(page.getByText("Kept: Authorization")).toBeVisible();
  await expect(page.getByText("Nothing is connected")).toBeVisible();
  await page.getByRole("button", { name: "Add a credential" }).click();
  await page.getByLabel("Whose calls").selectOption("The keyless local caller");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "must not be empty" })).toBeVisible();
  await page.getByLabel(/^Token or value/).fill("s3cret-of-its-own");
  await page.getByRole("button", { name: "Keep it" }).click();
  const credentials = page.getByRole("list", { name: "Credentials" }).getByRole("listitem");
  await expect(credentials).toContainText("The keyless local caller");
  await expect(credentials).toContainText("Authorization");
  await expect(page.getByRole("status").filter({ hasText: "The credential is kept." })).toBeVisible();
  expect(await page.content()).not.toContain("s3cret");
  await credentials.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(credentials).toHaveCount(0);
  await page.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("No MCP server yet")).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of hosts, flows and MCP servers are sound", async ({ page, request }) => {
      const body = { intent: "e2e.kept", backend: "n8n", description: "Sorts the mail that came since a time." };
      await request.post("/flows", { headers: authorization, data: body });
      const server = { name: "kept", url: "https://mcp.example.org/mcp" };
      await request.post("/mcp-servers", { headers: authorization, data: server });
      await signIn(page);
      for (const place of ["hosts", "flows", "mcp"]) {
        await page.goto(`/console/${place}`);
        await expect(page.getByRole("link", { name: /^Add a/ }).first()).toBeVisible();
        await expectSound(page);
        await page.screenshot({ path: `test-results/shots/${place} ${name}.png`, fullPage: true });
        await page.goto(`/console/${place}?new=1`);
        await expect(page.getByRole("heading", { level: 1, name: /^Add a/ })).toBeVisible();
        await page.getByRole("button", { name: "More settings" }).click();
        await expectSound(page);
        await page.screenshot({ path: `test-results/shots/${place} new ${name}.png`, fullPage: true });
      }
    });
  });
}
