import { sql } from "drizzle-orm";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { jobsChannel } from "@/lib/records/jobs/move-job";

/**
 * Makes the callback of an ended job due now, with all its attempts before it, and wakes those who deliver. One that is
 * on its way at this moment is left alone. It keeps its id, so that a receiver that has it already can tell.
 */
export async function restartCallback(ctx: Pick<Context, "db" | "clock">, job: Job): Promise<void> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  await ctx.db.execute(sql`
    with again as (
      insert into callbacks as kept (id, job_id, url, state, attempt, next_at, created_at)
      select 'cbk_' || substr(id, 5), id, callback_url, 'waiting', 0, ${now}, ${now} from jobs where id = ${job.id}
      on conflict (id) do update set state = 'waiting', attempt = 0, next_at = ${now}, created_at = ${now},
        lease_until = null, finished_at = null
        where kept.state <> 'waiting' or kept.lease_until is null or kept.lease_until < ${now}
      returning job_id
    )
    select pg_notify(${jobsChannel}, job_id || ' ' || ${job.state}::text || ' callback') from again`);
}
