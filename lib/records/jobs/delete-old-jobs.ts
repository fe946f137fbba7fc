import { type SQL, sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import { finalStates } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";

type DeleteOldJobsInput = {
  /** Jobs that were asked for before this. */
  before: Date;
  limit: number;
};

/** Deletes one batch of old jobs that have ended, with all that hangs on them, and says how many. */
export async function deleteOldJobs(ctx: Context, input: DeleteOldJobsInput): Promise<number> {
  const rows = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`
      with old as (${oldEndedJobs(input)}), silenced as (
        delete from job_events where job_id in (select id from old)
      ), untold as (
        delete from callbacks where job_id in (select id from old)
      ), undecided as (
        delete from approvals where job_id in (select id from old)
      ), unasked as (
        delete from job_questions where job_id in (select id from old)
      ), unclaimed as (
        delete from idempotency_claims where job_id in (select id from old)
      )
      delete from jobs where id in (select id from old) returning id`,
  });
  return rows.length;
}

/** One batch by the primary key, since ids sort by time. */
export function oldEndedJobs({ before, limit }: DeleteOldJobsInput): SQL {
  return sql`
    select id from jobs where id < ${smallestId("job", before.getTime())} and state in ${finalStates}
    order by id limit ${limit}::int`;
}
