import { sql } from "drizzle-orm";
import type { DueJob } from "@/lib/core/queue";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { fromNow } from "./due";

type Row = {
  id: string;
  intent: string;
  priority: number;
  attempt: number;
  run_at: string | Date | null;
  sent_at: string | Date | null;
  claimed_at: string | Date;
};

/** How long after it was sent, and after it was due, a job that nobody started counts as lost on its way. */
const lostAfterSendMs = 10 * 60_000;
const lateMs = 60_000;

/**
 * Takes up waiting jobs that the engine was never told of, or that it seems to have lost, and marks them as sent; the
 * caller sends them now, or says `unclaim`. Two sweeps at once get different jobs. The wait before a second send is
 * long, because a job that waits behind others in the engine looks the same.
 */
export async function claimUnsent(ctx: Context, { limit }: { limit: number }): Promise<{ jobs: DueJob[]; at: Date }> {
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      with unsent as (
        select id, sent_at from jobs
        where state in ('queued', 'retrying') and (sent_at is null
          or (sent_at < ${fromNow(-lostAfterSendMs)} and run_at < ${fromNow(-lateMs)}))
        order by priority desc, run_at, id limit ${limit}::int for update skip locked
      )
      update jobs set sent_at = now() from unsent where jobs.id = unsent.id
      returning jobs.id, intent, priority, attempt, run_at, unsent.sent_at,
        jobs.sent_at as claimed_at`,
  });
  return { jobs: rows.map(toDueJob), at: new Date(rows[0]?.claimed_at ?? 0) };
}

/** Gives back what could not be sent after all, for the next sweep. */
export async function unclaim(ctx: Context, { jobs, at }: { jobs: DueJob[]; at: Date }): Promise<void> {
  const before = JSON.stringify(jobs.map(({ id, sentAt }) => ({ id, sent_at: sentAt })));
  await queryRows({
    db: ctx.db,
    query: sql`
      update jobs set sent_at = claimed.sent_at
      from json_to_recordset(${before}::json) as claimed(id text, sent_at timestamptz)
      where jobs.id = claimed.id and jobs.sent_at = ${at.toISOString()}::timestamptz`,
  });
}

function toDueJob({ run_at, sent_at, claimed_at: _, ...row }: Row): DueJob {
  return {
    ...row,
    runAt: run_at === null ? null : new Date(run_at),
    sentAt: sent_at === null ? null : new Date(sent_at),
  };
}
