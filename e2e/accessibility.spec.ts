import { expect } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { screens } from "./screens";
import { test } from "./test";

for (const { name, viewport } of screens) {
  test.describe(name, () => {
    test.use({ viewport });

    test("every page is free of serious accessibility faults and of sideways scrolling", async ({ page, request }) => {
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expectSound(page);
      await signIn(page);
      const failed = await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
      const done = await call(request, { intent: "memory.write", inputs: { text: "w".repeat(500) } });
      await page.goto("/console/jobs");
      await expect(page.getByRole("link", { name: "memory.write" }).first()).toBeVisible();
      await expectSound(page);
      for (const path of ["?state=expired", "?state=nonsense"]) {
        await page.goto(`/console/jobs${path}`);
        await expect(page.getByRole("link", { name: "Show all jobs" })).toBeVisible();
        await expectSound(page);
      }
      for (const { envelope } of [failed, done]) {
        await page.goto(`/console/jobs/${envelope.job_id}`);
        await expect(page.getByRole("heading", { name: "Inputs" })).toBeVisible();
        await expectSound(page);
      }
      await page.goto("/console/tools");
      await expect(page.getByRole("heading", { name: "memory.write" })).toBeVisible();
      await expectSound(page);
      await page.goto("/console/nowhere");
      await expect(page.getByText("There is no such page")).toBeVisible();
      await expectSound(page);
    });
  });
}

test("the whole way from sign-in to a job can be gone by keyboard", async ({ page, request }) => {
  await call(request, { intent: "memory.write", inputs: { text: "By keyboard" } });
  await signIn(page);
  await page.getByRole("link", { name: "Jobs", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "memory.write" }).first()).toBeVisible();
  const job = page.getByRole("link", { name: "memory.write" }).first();
  for (let step = 0; step < 30 && !(await job.evaluate((link) => link === document.activeElement)); step++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "memory.write", level: 1 })).toBeVisible();
});
