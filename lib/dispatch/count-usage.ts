import type { Context } from "@/lib/records/context";
import { rollUpUsage } from "@/lib/records/usage/roll-up-usage";
import { flushRefusals } from "./flush-refusals";

const batchMax = 500;
/** How long one round may take; what is left is read from where it is, and counted in the next. */
const roundMsMax = 3_000;

/** Counts what was refused and what has ended into their hours, a batch at a time: other statements run between two. */
export async function countUsage(ctx: Pick<Context, "db" | "log">): Promise<void> {
  await flushRefusals(ctx);
  const deadlineMs = performance.now() + roundMsMax;
  while ((await rollUpUsage(ctx, { limit: batchMax })) >= batchMax && performance.now() < deadlineMs);
}
