import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";

/**
 * Writes the end of a running job. A failure gives its claim up in the same statement, because failures are not
 * replayed. False when the job was no longer running, and then nothing is changed.
 */
export async function finishJob(ctx: Context, job: Job): Promise<boolean> {
  const giveUp =
    job.state === "succeeded"
      ? sql``
      : sql`, given_up as (delete from idempotency_claims where job_id in (select id from done))`;
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with done as (
        update jobs set state = ${job.state}, result = ${job.result && JSON.stringify(job.result)}::json,
          error = ${job.error && JSON.stringify(job.error)}::json,
          finished_at = ${job.finishedAt?.toISOString() ?? null}::timestamptz,
          duration_ms = ${job.durationMs}, lease_until = null
        where id = ${job.id} and state = 'running' returning id
      )${giveUp}
      select id from done`,
  });
  return rows.length === 1;
}
