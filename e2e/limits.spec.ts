import { expect, test } from "@playwright/test";
import { signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey } from "./installation";
import { screens } from "./screens";

const authorization = { authorization: `Bearer ${apiKey}` };

test("an intent is stopped in two clicks and started in one, and a budget is made and removed", async ({
  page,
  request,
}) => {
  const whoami = async () =>
    (
      await request.post("/orchestrate", { headers: authorization, data: { intent: "system.whoami", inputs: {} } })
    ).status();
  await signIn(page);
  await page.goto("/console/tools/system.whoami");
  await page.getByRole("button", { name: "Stop system.whoami" }).click();
  await page.getByRole("button", { name: "Stop it" }).click();
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
  expect(await whoami()).toBe(409);
  await page.goto("/console/tools");
  await expect(page.getByRole("article").filter({ hasText: "system.whoami" }).getByText("Stopped")).toBeVisible();
  await page.goto("/console/tools/system.whoami");
  await page.getByRole("button", { name: "Start system.whoami" }).click();
  await expect(page.getByRole("button", { name: "Stop system.whoami" })).toBeVisible();
  expect(await whoami()).toBe(200);

  await page.goto("/console/limits?new=budget");
  await page.getByLabel(/^Refuse past/).fill("2.5");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("0 USD spent · refused past 2.5 USD")).toBeVisible();
  await page.getByRole("link", { name: "all calls, a month" }).click();
  await page.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("Nothing holds spending back")).toBeVisible();
  await page.getByRole("link", { name: "system.whoami" }).click();
  await page.getByRole("button", { name: "Remove the rule" }).click();
  await expect(page.getByText("No intent is limited, priced or stopped")).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of limits and budgets are sound", async ({ page, request }) => {
      const rule = { is_enabled: true, rate_per_minute: 600, price: { per_call: 0.000001 } };
      await request.put("/intent-rules/e2e.kept.*", { headers: authorization, data: rule });
      const budget = { scope: "intent", subject: "e2e.kept.*", period: "day", soft: 1, hard: 2 };
      await request.post("/budgets", { headers: authorization, data: budget });
      await signIn(page);
      for (const [path, text] of [
        ["", "Add a rule"],
        ["?new=rule", "Calls a minute"],
        ["?new=budget", "Begins anew"],
        ["?rule=e2e.kept.*", "Limits and price"],
      ]) {
        await page.goto(`/console/limits${path}`);
        await expect(page.getByText(text ?? "").first()).toBeVisible();
        await expectSound(page);
        await page.screenshot({ path: `test-results/shots/limits${path?.slice(1, 5)} ${name}.png`, fullPage: true });
      }
    });
  });
}
