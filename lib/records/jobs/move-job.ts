import { type SQL, sql } from "drizzle-orm";
import type { JobState } from "@/lib/contracts/job";
import { metrics } from "@/lib/core/metrics";
import { queryRows } from "@/lib/db/database";
import type { JobError } from "@/lib/db/schema";
import { isFinal, statesBefore } from "@/lib/policy/job-moves";
import { callCost } from "@/lib/records/admission/call-cost";
import { enqueueCallbacks } from "@/lib/records/callbacks/enqueue-callbacks";
import type { Context } from "@/lib/records/context";
import { notedColumns, noteEnds } from "@/lib/records/usage/note-ends";
import { fromNow } from "./due";

/** Ends that do not say that it did not happen; others were told by whoever tried. */
const doubtful = "('timeout', 'interrupted', 'cancelled', 'expired', 'outcome_unknown', 'flow_output_invalid')";
const isOutcomeUnknown = sql`effects = 'once' and attempt >= 1 and coalesce(error ->> 'mayHaveRun', 'true') = 'true'
  and (error ->> 'code' in ${sql.raw(doubtful)} or (mode <> 'agent' and error ->> 'code' = 'upstream_failed'))`;

export const jobsChannel = "orchestrator_jobs";

/** What a move writes beside the state; what is left out stays. */
export type JobPatch = {
  result?: { value: unknown };
  error?: JobError | null;
  durationMs?: number | null;
  /** How long it waits from now. */
  delayMs?: number;
};

type MoveJobsInput = {
  to: JobState;
  /** Which jobs, as a condition on `jobs`. Those in a state from which `to` cannot be reached are left alone. */
  where: SQL;
  patch?: Omit<JobPatch, "durationMs"> & { durationMs?: number | SQL | null };
  /** When it happens, if not now. */
  at?: Date;
};

/**
 * Moves jobs to another state, with their event and the notice of it, in one statement, and says which were moved. The
 * table of allowed moves is the guard: a job that has ended, or that another attempt has taken over (say so in
 * `where`), is not touched. A job that comes to its end is charged, gives back the places and the money that it held,
 * and without success its idempotency claim.
 */
export async function moveJobs(
  ctx: Pick<Context, "db" | "clock">,
  { to, where, patch = {}, at = ctx.clock.now() }: MoveJobsInput,
): Promise<string[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const from = sql.join(
    statesBefore(to).map((state) => sql`${state}`),
    sql`, `,
  );
  const sets = [sql`state = ${to}`, ...patchSets(patch)];
  if (to !== "running") sets.push(sql`lease_until = null`, sql`held_by = null`);
  if (isFinal(to)) sets.push(sql`finished_at = ${now}`, sql`cost_micros = ${costOf(patch)}`);
  const rows = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`
      with moved as (
        update jobs set ${sql.join(sets, sql`, `)} where (${where}) and state in (${from})
        returning id, attempt, run_at, callback_url, effects, ${notedColumns}
      ), told as (
        insert into job_events (job_id, type, data, at)
        select id, 'state', json_strip_nulls(json_build_object('state', ${to}::text, 'attempt', attempt,
          'run_at', case when ${to}::text = 'retrying' then to_char(run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
          'error', error ->> 'error')), ${now} from moved
      )${isFinal(to) ? endEffects({ to, now }) : sql``}
      select id, pg_notify(${jobsChannel}, id || ' ' || ${to}::text || ${
        isFinal(to)
          ? sql`case
        when id in (select job_id from called_back) then ' callback' else '' end`
          : sql`''`
      })${isFinal(to) ? sql`, (select count(*) from settled)` : sql``} from moved`,
  });
  if (rows.length > 0) metrics().jobMoves.inc({ state: to }, rows.length);
  return rows.map((row) => row.id);
}

/** What provably did nothing is charged for no call; units that it has used all the same are. */
function costOf({ durationMs, error }: NonNullable<MoveJobsInput["patch"]>): SQL {
  return callCost({
    jobId: sql`jobs.id`,
    attempt: error?.mayHaveRun === false ? sql`0` : sql`jobs.attempt`,
    durationMs: durationMs === undefined ? sql`jobs.duration_ms` : sql`(${durationMs})::bigint`,
  });
}

function patchSets({ result, error, durationMs, delayMs }: NonNullable<MoveJobsInput["patch"]>): SQL[] {
  const sets: SQL[] = [];
  if (result !== undefined) sets.push(sql`result = ${JSON.stringify(result)}::json`);
  if (error !== undefined) sets.push(sql`error = ${error && JSON.stringify(error)}::json`);
  if (durationMs !== undefined) sets.push(sql`duration_ms = ${durationMs}::int`);
  if (delayMs !== undefined) sets.push(sql`run_at = ${fromNow(delayMs)}`);
  return sets;
}

/**
 * Reservations end, in one call for all, before claims do: whoever admits a call locks in this order too. Whoever asked
 * to be called back is. Failures are not replayed, so whoever did not succeed answers for no twin; but for
 * what must happen once and may have happened, the claim stands: the same request again must not do it twice.
 */
function endEffects({ to, now }: { to: JobState; now: SQL }): SQL {
  const calledBack = sql`, settled as materialized (
      select settle_calls(array_agg(moved.id), array_agg(moved.cost_micros)) as settled
      from moved join call_reservations as held on held.job_id = moved.id having count(*) > 0
    ), called_back as (${enqueueCallbacks({ from: sql`moved`, now })}), counted as (${noteEnds({ from: sql`moved` })})`;
  return to === "succeeded"
    ? calledBack
    : sql`${calledBack}, given_up as (
        delete from idempotency_claims where job_id in (select id from moved where not (${isOutcomeUnknown}))
          and (select count(*) from settled) >= 0
      )`;
}
