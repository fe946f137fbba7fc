import { inArray, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { isDue } from "./due";
import type { Job } from "./job";
import { leaseEnd } from "./lease";
import { jobsChannel } from "./move-job";

type TakeJobsInput = {
  /** The process that takes them. */
  heldBy: string;
  limit: number;
  leaseMs: number;
  /** How many of an intent may run at once, in all processes together; the others have no such limit. */
  limits: ReadonlyMap<string, number>;
};

/** Held by whoever takes jobs whose intent has a limit. */
export const takeLock = 7_021_979;

/**
 * Takes jobs that are due, the most urgent and then the oldest first, each with a new attempt number and a lease.
 * `SKIP LOCKED` keeps processes from waiting for each other; where an intent has a limit they take turns, because a
 * count is true only while nobody else takes.
 */
export async function takeJobs(ctx: Context, { heldBy, limit, leaseMs, limits }: TakeJobsInput): Promise<Job[]> {
  const now = ctx.clock.now();
  const taken = await ctx.db.transaction(async (tx) => {
    if (limits.size > 0) await tx.execute(sql`select pg_advisory_xact_lock(${takeLock})`);
    return queryRows<{ id: string }>({
      db: tx,
      query: sql`
        with ${dueJobs({ limit, limits })}, taken as (
          update jobs set state = 'running', attempt = attempt + 1, held_by = ${heldBy},
            lease_until = ${leaseEnd(leaseMs)}, started_at = coalesce(started_at, ${now.toISOString()}::timestamptz)
          where id in (select id from due) and state in ('queued', 'retrying') returning id, attempt
        ), told as (
          insert into job_events (job_id, type, data, at)
          select id, 'state', json_build_object('state', 'running', 'attempt', attempt), ${now.toISOString()}::timestamptz
          from taken
        )
        select id, pg_notify(${jobsChannel}, id || ' running') from taken`,
    });
  });
  if (taken.length === 0) return [];
  return ctx.db
    .select()
    .from(jobs)
    .where(
      inArray(
        jobs.id,
        taken.map(({ id }) => id),
      ),
    );
}

function dueJobs({ limit, limits }: { limit: number; limits: ReadonlyMap<string, number> }) {
  const due = sql`state in ('queued', 'retrying') and ${isDue}`;
  const order = sql`order by priority desc, run_at, id`;
  if (limits.size === 0) {
    return sql`due as (select id from jobs where ${due} ${order} limit ${limit}::int for update skip locked)`;
  }
  const given = JSON.stringify(Object.fromEntries(limits));
  return sql`
    free as (
      select key as intent, value::int - (select count(*) from jobs where state = 'running' and intent = key) as places
      from json_each_text(${given}::json)
    ), candidates as (
      select id, intent, priority, run_at, row_number() over (partition by intent ${order}) as place
      from (select * from jobs where ${due} ${order} limit ${limit * 20}::int) as first_ones
    ), due as (
      select candidates.id from candidates left join free on free.intent = candidates.intent
      where free.intent is null or place <= free.places ${order} limit ${limit}::int
    )`;
}
