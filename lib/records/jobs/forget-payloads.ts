import { type SQL, sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import { finalStates } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";

type ForgetPayloadsInput = {
  /** Jobs that were asked for before this. */
  before: Date;
  /** Where the batch before ended; empty for the first. */
  after: string;
  limit: number;
};

/**
 * Removes what was sent, returned, streamed, asked and shown for approval from one batch of old jobs that have ended, and says
 * where the batch ended; null when it was the last. The jobs themselves stay, and the audit log tells who decided.
 */
export async function forgetPayloads(ctx: Context, input: ForgetPayloadsInput): Promise<string | null> {
  const [batch] = await queryRows<{ jobs: number; last: string | null }>({
    db: ctx.db,
    query: sql`
      with batch as (${oldJobs(input)}), ended as (
        select id, has_payload from batch where state in ${finalStates}
      ), emptied as (
        update jobs set inputs = '{}'::json, context = null, result = null
        where id in (select id from ended where has_payload)
      ), silenced as (
        delete from job_events where job_id in (select id from ended)
      ), undecided as (
        delete from approvals where job_id in (select id from ended)
      ), unasked as (
        delete from job_questions where job_id in (select id from ended)
      )
      select count(*)::int as jobs, max(id) as last from batch`,
  });
  return batch?.jobs === input.limit ? batch.last : null;
}

/** One batch by the primary key: ids sort by time, so that neither a column nor an index for it is needed. */
export function oldJobs({ before, after, limit }: ForgetPayloadsInput): SQL {
  return sql`
    select id, state, result is not null or context is not null or inputs::text <> '{}' as has_payload
    from jobs where id > ${after} and id < ${smallestId("job", before.getTime())} order by id limit ${limit}::int`;
}
