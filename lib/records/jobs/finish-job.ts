import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";

/**
 * Writes the end of a running job and what it means for its claim, in one statement: a failure gives the claim up,
 * because failures are not replayed; a success names its subject, and ends the replays of other intents' answers about
 * the same one. False when the job was no longer running, and then nothing is changed.
 */
export async function finishJob(
  ctx: Context,
  { job, subject }: { job: Job; subject: string | null },
): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with done as (
        update jobs set state = ${job.state}, result = ${job.result && JSON.stringify(job.result)}::json,
          error = ${job.error && JSON.stringify(job.error)}::json,
          finished_at = ${job.finishedAt?.toISOString() ?? null}::timestamptz,
          duration_ms = ${job.durationMs}, lease_until = null
        where id = ${job.id} and state = 'running' returning id
      )${claimEffect({ job, subject })}
      select id from done`,
  });
  return rows.length === 1;
}

function claimEffect({ job, subject }: { job: Job; subject: string | null }) {
  if (job.state !== "succeeded") {
    return sql`, given_up as (delete from idempotency_claims where job_id in (select id from done))`;
  }
  if (subject === null) return sql``;
  return sql`, named as (
      update idempotency_claims set subject = ${subject} where job_id in (select id from done)
    ), outdated as (
      delete from idempotency_claims
      where subject = ${subject} and intent <> ${job.intent} and not is_callers_key and exists (select from done)
    )`;
}
