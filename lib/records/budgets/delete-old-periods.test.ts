import { expect, it } from "vitest";
import { budgetPeriods } from "@/lib/db/schema-admission";
import { setBudget } from "@/lib/testing/limits";
import { createTestContext } from "@/lib/testing/test-context";
import { deleteOldPeriods } from "./delete-old-periods";

const ctx = await createTestContext();
const budgetId = await setBudget(ctx, { hardMicros: 1 });

it("forgets periods that were over by then, a batch at a time, and never one that still counts", async () => {
  const periods = ["2026-01", "2026-02", "2026-03", "2026-04"].map((month, i) => ({
    id: `${budgetId}:${month}-01`,
    budgetId,
    startsAt: new Date(`${month}-01T00:00:00Z`),
    endsAt: new Date(Date.UTC(2026, i + 1, 1)),
  }));
  await ctx.db.insert(budgetPeriods).values(periods);
  const before = new Date("2026-04-02T00:00:00Z");
  const deleted = [];
  for (let n = 0; n < 3; n++) deleted.push(await deleteOldPeriods(ctx, { before, limit: 2 }));
  expect(deleted).toEqual([2, 1, 0]);
  expect(await ctx.db.select({ id: budgetPeriods.id }).from(budgetPeriods)).toEqual([{ id: `${budgetId}:2026-04-01` }]);
});

it("keeps what counts now from a process whose clock is ahead", async () => {
  await ctx.db.delete(budgetPeriods);
  const now = Date.now();
  const period = {
    id: `${budgetId}:now`,
    budgetId,
    startsAt: new Date(now - 3_600_000),
    endsAt: new Date(now + 3_600_000),
  };
  await ctx.db.insert(budgetPeriods).values(period);
  expect(await deleteOldPeriods(ctx, { before: new Date(now + 400 * 86_400_000), limit: 10 })).toBe(0);
});
