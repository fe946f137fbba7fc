import { expect, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { baseUrl } from "./installation";
import { screens } from "./screens";

test.beforeEach(async ({ request, page }) => {
  await call(request, { intent: "memory.write", inputs: { text: `Counted ${crypto.randomUUID()}` } });
  await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  await signIn(page);
});

test("what failed lately is counted and leads to those jobs", async ({ page }) => {
  await page.getByRole("link", { name: "Failed in the last hour" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console/jobs?state=failed%2Cexpired&since=1h`);
  await expect(page.getByRole("row").nth(1)).toContainText("Failed");
});

test("the figures are drawn, said in a table, and narrowed to an intent by the address", async ({ page }) => {
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Calls over time" }).getByRole("row").nth(1)).toContainText("agent");
  await page.getByText("1 hour", { exact: true }).click();
  await expect(page).toHaveURL(`${baseUrl}/console?range=1h`);
  await page.getByRole("table", { name: "Most failing intents" }).getByRole("button", { name: "memory.get" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console?range=1h&intent=memory.get`);
  await expect(page.getByRole("table", { name: "Slowest intents" }).getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("table", { name: "Slowest intents" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: /^memory\.get.*×/ }).click();
  await expect(page).toHaveURL(`${baseUrl}/console?range=1h`);
});

test("what could not be asked for is not said to be nothing", async ({ page }) => {
  await page.route("**/api/approvals*", (route) =>
    route.fulfill({ status: 400, json: { status: "error", error: "No." } }),
  );
  await page.reload();
  await expect(page.getByText("Every target is called.")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "No." })).toBeVisible();
  await expect(page.getByText("Nobody waits for a decision.")).toHaveCount(0);
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the overview is free of serious faults", async ({ page }) => {
      await expect(page.locator(".recharts-surface").first()).toBeVisible();
      await expectSound(page);
    });
  });
}
