import { deleteOldPeriods } from "@/lib/records/budgets/delete-old-periods";
import type { Context } from "@/lib/records/context";
import { deleteOldUsage } from "@/lib/records/usage/delete-old-usage";
import { inBatches } from "./in-batches";

const dayMs = 86_400_000;

/** Forgets what was counted, of calls and by budgets, longer ago than the configured days, in small batches. */
export async function forgetOldUsage(ctx: Pick<Context, "db" | "env" | "clock">): Promise<void> {
  const { usageDays } = ctx.env.retention;
  if (usageDays === 0) return;
  const before = new Date(ctx.clock.now().getTime() - usageDays * dayMs);
  for (const span of ["hour", "day"] as const) {
    await inBatches((limit) => deleteOldUsage(ctx, { span, before, limit }));
  }
  await inBatches((limit) => deleteOldPeriods(ctx, { before, limit }));
}
