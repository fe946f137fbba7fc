import { sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { listPausedCallers } from "@/lib/records/keys/list-paused-callers";
import { isDue } from "./due";

export type QueueFacts = {
  /** Jobs whose time has come and that nobody has taken, counted up to `countMax`; not those of a paused caller. */
  due: number;
  /** For how long, in seconds, the oldest of them has been due; null without any. */
  oldestDueS: number | null;
  /** Of the jobs of the last 24 hours, those that failed, counted up to `countMax`. */
  failedOfDay: number;
};

/** Up to here it is counted, so that a large backlog is not gone through. */
export const countMax = 1_000;
const dayMs = 24 * 3_600_000;

/** How the queue stands. */
export async function readQueueFacts(ctx: Pick<Context, "db" | "clock">): Promise<QueueFacts> {
  const since = smallestId("job", ctx.clock.now().getTime() - dayMs);
  const paused = await listPausedCallers(ctx);
  const [row] = await queryRows<{ due: string; oldest: string | number | null; failed: string }>({
    db: ctx.db,
    query: sql`
      with due as (
        select run_at from jobs where state in ('queued', 'retrying') and ${isDue}
          and caller_id <> all(string_to_array(${paused.join(",")}, ',')) limit ${countMax}::int
      ), failed as (
        select from jobs where state = 'failed' and id >= ${since} limit ${countMax}::int
      )
      select (select count(*) from due) as due, (select count(*) from failed) as failed,
        (select extract(epoch from now() - min(run_at)) from due) as oldest`,
  });
  return {
    due: Number(row?.due ?? 0),
    oldestDueS: row?.oldest == null ? null : Math.max(0, Math.round(Number(row.oldest))),
    failedOfDay: Number(row?.failed ?? 0),
  };
}
