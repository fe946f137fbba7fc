import { sql } from "drizzle-orm";
import type { Mode } from "@/lib/contracts/job";
import { type Db, queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { listPausedCallers } from "@/lib/records/keys/list-paused-callers";
import { isDue } from "./due";
import type { Job } from "./job";
import { leaseEnd } from "./lease";
import { jobsChannel } from "./move-job";
import { toJob } from "./to-job";

type TakeJobsInput = {
  /** The process that takes them. */
  heldBy: string;
  limit: number;
  /** Only jobs of these; null for any. */
  modes: readonly Mode[] | null;
  leaseMs: number;
  /** How many of an intent may run at once, in all processes together; the others have no such limit. */
  limits: ReadonlyMap<string, number>;
};

/** Held by whoever takes jobs whose intent has a limit. */
export const takeLock = 7_021_979;

/**
 * Takes jobs that are due, the most urgent and then the oldest first, each with a new attempt number and a lease.
 * `SKIP LOCKED` keeps processes from waiting for each other; where an intent has a limit they take turns, because a
 * count is true only while nobody else takes. The jobs of callers whose keys are paused stay.
 */
export async function takeJobs(ctx: Context, { heldBy, limit, modes, leaseMs, limits }: TakeJobsInput): Promise<Job[]> {
  const now = ctx.clock.now().toISOString();
  const paused = await listPausedCallers(ctx);
  const take = (db: Db) =>
    queryRows({
      db,
      query: sql`
        with ${dueJobs({ limit, modes, limits, paused })}, taken as (
          update jobs set state = 'running', attempt = attempt + 1, held_by = ${heldBy},
            lease_until = ${leaseEnd(leaseMs)}, started_at = coalesce(started_at, ${now}::timestamptz)
          where id in (select id from due) and state in ('queued', 'retrying') returning *
        ), told as (
          insert into job_events (job_id, type, data, at)
          select id, 'state', json_build_object('state', 'running', 'attempt', attempt), ${now}::timestamptz from taken
        )
        select *, pg_notify(${jobsChannel}, id || ' running') from taken`,
    });
  if (limits.size === 0) return (await take(ctx.db)).map(toJob);
  const rows = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${takeLock})`);
    return take(tx);
  });
  return rows.map(toJob);
}

type DueInput = Pick<TakeJobsInput, "limit" | "modes" | "limits"> & { paused: readonly string[] };

function dueJobs({ limit, modes, limits, paused }: DueInput) {
  const ofModes = modes === null ? sql`` : sql`and mode = any(string_to_array(${modes.join(",")}, ','))`;
  const ofOthers = paused.length === 0 ? sql`` : sql`and caller_id <> all(string_to_array(${paused.join(",")}, ','))`;
  const due = sql`state in ('queued', 'retrying') and ${isDue} ${ofModes} ${ofOthers}`;
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
      from (
        select * from jobs where ${due} and intent not in (select intent from free where places <= 0)
        ${order} limit ${limit * 20}::int
      ) as first_ones
    ), due as (
      select candidates.id from candidates left join free on free.intent = candidates.intent
      where free.intent is null or place <= free.places ${order} limit ${limit}::int
    )`;
}
