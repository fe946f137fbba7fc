import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { JobError } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

const error: JobError = {
  code: "interrupted",
  error: "The process that ran this job ended before it did. Whether the action took effect is not known.",
  hint: "Check the target, then send the request again.",
};

/**
 * Ends jobs whose process is gone, gives up their claims, and says how many. `includingHeld` is for the start of the
 * only process on a database, when no running job can be anybody's.
 */
export async function failAbandonedJobs(ctx: Context, { includingHeld }: { includingHeld: boolean }): Promise<number> {
  const now = ctx.clock.now().toISOString();
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with abandoned as (
        update jobs set state = 'failed', error = ${JSON.stringify(error)}::json, finished_at = ${now}::timestamptz,
          lease_until = null
        where state = 'running' and (${includingHeld} or lease_until < ${now}::timestamptz) returning id
      ), given_up as (
        delete from idempotency_claims where job_id in (select id from abandoned)
      )
      select id from abandoned`,
  });
  return rows.length;
}
