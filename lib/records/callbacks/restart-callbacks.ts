import { sql } from "drizzle-orm";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { jobsChannel } from "@/lib/records/jobs/move-job";

type RestartCallbacksInput = { job: Job; callbacks: { id: string; url: string; at: Date }[] };

/**
 * Makes callbacks of an ended job due, each at its time and with all its attempts before it, and wakes those who
 * deliver. One that is on its way at this moment is left alone. Each keeps its id, so that a receiver that has it
 * already can tell.
 */
export async function restartCallbacks(
  ctx: Pick<Context, "db" | "clock">,
  { job, callbacks }: RestartCallbacksInput,
): Promise<void> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  await ctx.db.execute(sql`
    with again as (
      insert into callbacks as kept (id, job_id, caller_id, url, state, attempt, next_at, created_at)
      select one.id, ${job.id}, ${job.callerId}, one.url, 'waiting', 0, one.at, ${now}
      from json_to_recordset(${JSON.stringify(callbacks)}::json) as one (id text, url text, at timestamptz)
      on conflict (id) do update set state = 'waiting', attempt = 0, next_at = excluded.next_at, created_at = ${now},
        lease_until = null, finished_at = null
        where kept.state <> 'waiting' or kept.lease_until is null or kept.lease_until < ${now}
      returning job_id
    )
    select pg_notify(${jobsChannel}, job_id || ' ' || ${job.state}::text || ' callback') from again`);
}
