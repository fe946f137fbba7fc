import { type SQL, sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type DeleteOldCallbacksInput = {
  /** Callbacks of jobs that were asked for before this, and that were settled before it too. */
  before: Date;
  limit: number;
};

/** Deletes one batch of callbacks that were delivered or given up long ago, with their attempts; says how many. */
export async function deleteOldCallbacks(ctx: Context, input: DeleteOldCallbacksInput): Promise<number> {
  const rows = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`delete from callbacks where id in (${oldCallbacks(input)}) returning id`,
  });
  return rows.length;
}

/** One batch by the index on the job, whose id sorts by time. */
export function oldCallbacks({ before, limit }: DeleteOldCallbacksInput): SQL {
  return sql`
    select id from callbacks where job_id < ${smallestId("job", before.getTime())} and state <> 'waiting'
      and finished_at < ${before.toISOString()}::timestamptz
    order by job_id limit ${limit}::int`;
}
