import { sql } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { queryRows } from "@/lib/db/database";
import { finalStates } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { jobsChannel } from "@/lib/records/jobs/move-job";
import { callbackId } from "./callback-id";
import { lookForEndMs } from "./look-for-end";

const callbacksMax = 10;

type Added = { is_there: boolean };

/**
 * Has the end of a job told to one more address, once: now when it has ended, else when it ends. The job's own
 * callback_url is told anyhow. Throws `idempotency_conflict` when it has ten already.
 */
export async function addCallback(
  ctx: Pick<Context, "db" | "clock">,
  { job, url }: { job: Job; url: string },
): Promise<void> {
  if (url === job.callbackUrl) return;
  const id = callbackId({ jobId: job.id, url });
  const ownId = callbackId({ jobId: job.id });
  const nowAt = ctx.clock.now();
  const now = sql`${nowAt.toISOString()}::timestamptz`;
  // The end makes it due. Should the two cross, whoever delivers looks for the end at this time.
  const later = sql`${new Date(nowAt.getTime() + lookForEndMs).toISOString()}::timestamptz`;
  const [row] = await queryRows<Added>({
    db: ctx.db,
    query: sql`
      with known as (select id from callbacks where job_id = ${job.id}), added as (
        insert into callbacks (id, job_id, caller_id, url, state, attempt, next_at, created_at)
        select ${id}, id, caller_id, ${url}, 'waiting', 0, case when state in ${finalStates} then ${now} else ${later} end, ${now}
        from jobs where id = ${job.id} and (select count(*) from known where id <> ${ownId}) < ${callbacksMax}::int
        on conflict (id) do nothing returning job_id
      )
      select exists (select from added) or exists (select from known where id = ${id}) as is_there,
        (select pg_notify(${jobsChannel}, jobs.id || ' ' || jobs.state || ' callback')
          from added join jobs on jobs.id = added.job_id where jobs.state in ${finalStates})`,
  });
  if (row?.is_there) return;
  throw new AppError({
    code: "idempotency_conflict",
    detail: `The job that answers for this request, '${job.id}', is told to ${callbacksMax} other addresses already.`,
    hint: "Poll the job instead, or send an idempotency_key of your own to run the request anew.",
    errors: [{ path: "callback_url", message: "is one more than can be added to a job" }],
  });
}
