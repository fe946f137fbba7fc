import { expect, type Page } from "@playwright/test";
import { call, signIn } from "./console";
import { baseUrl } from "./installation";
import { test } from "./test";

async function type(page: Page, text: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Search" }).fill(text);
}

test("the palette finds a page, an intent, a job by its id and an action by typing, and ? shows the keys", async ({
  page,
  request,
}) => {
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text: `Old ${crypto.randomUUID()}` } });
  for (let n = 0; n < 25; n++) await call(request, { intent: "system.whoami", inputs: {} });
  await signIn(page);
  await type(page, "Memo");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/console/memory`);
  await type(page, "memory.wri");
  await expect(page.getByRole("button", { name: /memory\.write/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/console/tools/memory.write`);
  await type(page, envelope.job_id);
  await page.getByRole("button", { name: new RegExp(envelope.job_id) }).click();
  await expect(page).toHaveURL(`${baseUrl}/console/jobs/${envelope.job_id}`);
  const scheme = await page.locator("html").getAttribute("data-mantine-color-scheme");
  await type(page, "dark and light");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).not.toHaveAttribute("data-mantine-color-scheme", scheme ?? "");
  await type(page, "no such thing at all");
  await expect(page.getByText("Nothing has this name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox", { name: "Search" })).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
});
