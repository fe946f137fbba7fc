import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { isDue } from "./due";
import { findJob } from "./find-job";
import type { Job } from "./job";
import { leaseEnd } from "./lease";
import { jobsChannel } from "./move-job";
import { takeLock } from "./take-jobs";

type TakeJobInput = {
  id: string;
  /** The process that takes it. */
  heldBy: string;
  leaseMs: number;
  /** How many of its intent may run at once, in all processes together. */
  limit: number | null;
};

/** A job in hand; one that may be started only later; or one that runs already, has ended, or is not there. */
export type Taken =
  | { kind: "taken"; job: Job }
  /** `now` is the database's. */
  | { kind: "early" | "full"; job: Job; now: Date }
  | { kind: "gone" };

/**
 * Takes one job with a new attempt number and a lease, if it is due, waits, and its intent has room. Of several who try
 * at once one gets it, whatever an engine delivers twice.
 */
export async function takeJob(ctx: Context, { id, heldBy, leaseMs, limit }: TakeJobInput): Promise<Taken> {
  const now = ctx.clock.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const taken = await ctx.db.transaction(async (tx) => {
    // A count is true only while nobody else takes.
    if (limit !== null) await tx.execute(sql`select pg_advisory_xact_lock(${takeLock})`);
    const room =
      limit === null
        ? sql`true`
        : sql`(select count(*) from jobs as others where others.state = 'running' and others.intent = jobs.intent) < ${limit}::int`;
    return queryRows({
      db: tx,
      query: sql`
        with taken as (
          update jobs set state = 'running', attempt = attempt + 1, held_by = ${heldBy}, lease_until = ${leaseEnd(leaseMs)},
            started_at = coalesce(started_at, ${at}), sent_at = null
          where id = ${id} and state in ('queued', 'retrying') and (run_at is null or ${isDue}) and ${room}
          returning id, attempt
        ), told as (
          insert into job_events (job_id, type, data, at)
          select id, 'state', json_build_object('state', 'running', 'attempt', attempt), ${at} from taken
        )
        select id, pg_notify(${jobsChannel}, id || ' running') from taken`,
    });
  });
  const job = await findJob(ctx, id);
  if (!job) return { kind: "gone" };
  if (taken.length === 1) return { kind: "taken", job };
  if (job.state !== "queued" && job.state !== "retrying") return { kind: "gone" };
  const [time] = await queryRows<{ now: string | Date }>({ db: ctx.db, query: sql`select now() as now` });
  const dbNow = new Date(time?.now ?? now);
  return { kind: job.runAt && job.runAt > dbNow ? "early" : "full", job, now: dbNow };
}
