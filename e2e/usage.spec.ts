import { expect, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey, baseUrl } from "./installation";
import { screens } from "./screens";

test.beforeEach(async ({ request, page }) => {
  await call(request, { intent: "memory.write", inputs: { text: `Counted ${crypto.randomUUID()}` } });
  await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  await call(request, { intent: "memory.write", inputs: {} });
  await request.post("/orchestrate", { data: {}, headers: { authorization: "Bearer ork_nobody_knows_this_key" } });
  await signIn(page);
});

test("who called what and who was refused is there, told apart, narrowed, linked to and downloaded", async ({
  page,
}) => {
  await page.getByRole("link", { name: "Usage", exact: true }).click();
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  const table = page.getByRole("table", { name: "Usage", exact: true });
  await expect(table.getByRole("row").filter({ hasText: "memory.get" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Usage over time" }).getByRole("row").nth(1)).toContainText("succeeded");
  const refused = page.getByRole("table", { name: "Refused calls" });
  const ownRow = refused.getByRole("row").filter({ hasText: "key_environment" }).filter({ hasText: "memory.write" });
  await expect(ownRow).toContainText("The inputs do not fit");
  const strangers = refused.getByRole("row").filter({ hasText: "Unknown caller" }).filter({ hasText: "unauthorized" });
  await expect(strangers).toBeVisible();

  await page.getByLabel("Told apart by").selectOption("intent");
  await page.getByRole("textbox", { name: "Intent" }).fill("memory.get");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console/usage?range=24h&group=intent&intent=memory.get`);
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(table.getByRole("row")).toHaveCount(2);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toBe("usage.csv");

  await table.getByRole("row").nth(1).getByRole("link").nth(1).click();
  await expect(page).toHaveURL(
    /\/console\/jobs\?state=failed%2Cexpired&?.*intent=memory\.get|intent=memory\.get.*state=failed/,
  );
  await expect(page.getByRole("row").nth(1)).toContainText("Failed");
});

test("a rule is added, switched off, changed and removed", async ({ page, request }) => {
  await page.goto("/console/settings?tab=alerts");
  const rules = page.getByRole("list", { name: "Alert rules" });
  await expect(rules.getByRole("listitem")).toHaveCount(6);
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("memory-fails");
  await page.getByRole("textbox", { name: "Of which intents" }).fill("memory.*");
  await page.getByRole("textbox", { name: "Percent of calls that failed" }).fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  const row = rules.getByRole("listitem").filter({ hasText: "memory-fails" });
  await expect(row).toContainText(
    "When 5 % or more of the calls of memory.* in the last 15 min failed, of 20 calls or more.",
  );
  await row.getByRole("switch").click({ force: true });
  await expect(row.getByRole("switch")).not.toBeChecked();
  await expect
    .poll(async () => {
      const answer = await request.get("/alerts", { headers: { authorization: `Bearer ${apiKey}` } });
      const { rules: kept } = (await answer.json()) as { rules: { id: string; is_enabled: boolean }[] };
      return kept.find(({ id }) => id === "memory-fails")?.is_enabled;
    })
    .toBe(false);
  await row.getByRole("button", { name: /^Edit/ }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(rules.getByRole("listitem")).toHaveCount(6);
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("usage and alerts are free of serious faults", async ({ page }) => {
      await page.goto("/console/usage");
      await expect(page.locator(".recharts-surface").first()).toBeVisible();
      await expect(page.getByRole("table", { name: "Refused calls" })).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/usage ${name}.png`, fullPage: true });
      await page.goto("/console/usage?range=30d&caller=nobody-of-this-name");
      await expect(page.getByText("No call fits this view")).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/usage empty ${name}.png`, fullPage: true });
      await page.goto("/console/settings?tab=alerts");
      await expect(page.getByRole("list", { name: "Alert rules" })).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/alerts ${name}.png`, fullPage: true });
      await page.getByRole("button", { name: /^Edit Calls fail/ }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectSound(page);
      await page.screenshot({ path: `test-results/shots/alerts dialog ${name}.png` });
    });
  });
}
