import { type SQL, sql } from "drizzle-orm";
import { type Db, queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import { enqueueCallbacks } from "@/lib/records/callbacks/enqueue-callbacks";
import type { Context } from "@/lib/records/context";
import { noteEnd } from "@/lib/records/usage/note-ends";
import { fromNow } from "./due";
import { isFinished, type Job } from "./job";
import { leaseEnd } from "./lease";
import { jobsChannel } from "./move-job";

/** Records a job that claims nothing: a read-only call, queued, running or already finished. */
export async function insertJob(ctx: Context, job: Job): Promise<void> {
  if (isFinished(job)) {
    // Nobody can be waiting for what is over before it is known; one insert, unless it is to be called back.
    if (job.callbackUrl === null) await insertEnded(ctx.db, job);
    else await insertCalledBack(ctx, job);
    return;
  }
  await queryRows({
    db: ctx.db,
    query: sql`with ${insertAndTell(ctx, { job, from: sql`` })} select id, notice from told`,
  });
}

async function insertEnded(db: Db, job: Job): Promise<void> {
  await db.execute(sql`with counted as (${noteEnd({ job })}) ${db.insert(jobs).values(job).getSQL()}`);
}

async function insertCalledBack(ctx: Context, job: Job): Promise<void> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  await ctx.db.transaction(async (tx) => {
    await insertEnded(tx, job);
    await tx.execute(
      enqueueCallbacks({
        from: sql`(select id, caller_id, callback_url from jobs where id = ${job.id}) as ended`,
        now,
      }),
    );
    await tx.execute(sql`select pg_notify(${jobsChannel}, ${`${job.id} ${job.state} callback`})`);
  });
}

/**
 * The insert of a job with its first event and the notice of it, as members of a WITH clause; `from` makes it depend on
 * an earlier member. The statement must select from the last one, `told`, or there is no notice.
 */
export function insertAndTell(ctx: Pick<Context, "clock">, { job, from }: { job: Job; from: SQL }): SQL {
  const at = (date: Date | null) => sql`${date?.toISOString() ?? null}::timestamptz`;
  const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::json`;
  return sql`job as (
        insert into jobs (id, intent, mode, state, caller_kind, caller_id, caller_name, namespace, inputs, context,
          callback_url, request_id, effects, attempt, attempts_max, priority, run_at, held_by, lease_until, replay_of,
          created_at, started_at, error, idempotency_key, traceparent, expires_at)
        select ${job.id}, ${job.intent}, ${job.mode}, ${job.state}, ${job.callerKind}, ${job.callerId}, ${job.callerName},
          ${job.namespace}, ${json(job.inputs)}, ${json(job.context)}, ${job.callbackUrl}, ${job.requestId},
          ${job.effects}, ${job.attempt}::int, ${job.attemptsMax}::int, ${job.priority}::smallint, ${runAtOf(ctx, job)},
          ${job.heldBy}, ${leaseOf(job)}, ${job.replayOf}, ${at(job.createdAt)}, ${at(job.startedAt)},
          ${json(job.error)}, ${job.idempotencyKey}, ${job.traceparent}, ${expiryOf(job)} ${from}
        returning id
      ), event as (
        insert into job_events (job_id, type, data, at)
        select id, 'state', json_build_object('state', ${job.state}::text, 'attempt', ${job.attempt}::int),
          ${at(job.createdAt)} from job
      ), told as (select id, pg_notify(${jobsChannel}, id || ' ' || ${job.state}::text) as notice from job)`;
}

/** As far from the database's now as the caller meant it to be from its own; what runs already is not waiting for it. */
function runAtOf({ clock }: Pick<Context, "clock">, { runAt, state }: Job): SQL {
  if (runAt === null || state === "running") return sql`${runAt?.toISOString() ?? null}::timestamptz`;
  return fromNow(Math.max(0, runAt.getTime() - clock.now().getTime()));
}

function expiryOf({ expiresAt, createdAt }: Job): SQL {
  return expiresAt === null ? sql`null::timestamptz` : fromNow(expiresAt.getTime() - createdAt.getTime());
}

/** As long as the caller meant it to be, from the database's now. */
function leaseOf({ leaseUntil, createdAt }: Job): SQL {
  return leaseUntil === null ? sql`null::timestamptz` : leaseEnd(leaseUntil.getTime() - createdAt.getTime());
}
