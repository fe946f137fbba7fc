import { sql } from "drizzle-orm";
import { interrupted } from "@/lib/policy/interrupted";
import type { Context } from "@/lib/records/context";
import { isLeaseOver } from "./lease";
import { moveJobs } from "./move-job";

/** How often a job may take its process down with it before it is given up. */
const attemptsAfterCrashMax = 5;

/**
 * Takes up the jobs whose process is gone: what may run twice is queued again, what must not fails as `interrupted`.
 * Says how many of each. `includingHeld` is for the start of the only process on a database, when nobody can be
 * running anything.
 */
export async function recoverJobs(ctx: Context, { includingHeld }: { includingHeld: boolean }) {
  // What waits for somebody outside is held by nobody, and not lost.
  const lost = sql`state = 'running' and held_by is not null and (${includingHeld} or ${isLeaseOver})`;
  const repeatable = sql`effects <> 'once' and attempt < ${attemptsAfterCrashMax}::int`;
  const again = await moveJobs(ctx, { to: "queued", where: sql`${lost} and ${repeatable}`, patch: { delayMs: 0 } });
  const failed = await moveJobs(ctx, {
    to: "failed",
    where: sql`${lost} and not (${repeatable})`,
    patch: { error: interrupted },
  });
  return { again: again.length, failed: failed.length };
}
