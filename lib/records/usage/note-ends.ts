import { type SQL, sql } from "drizzle-orm";
import type { Job } from "@/lib/records/jobs/job";

const columns = sql.raw(
  "at, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros, duration_ms",
);

/** What `noteEnds` must know of a job. */
export const notedColumns = sql.raw(
  "finished_at, intent, mode, caller_id, caller_kind, caller_name, namespace, state, error, cost_micros, duration_ms",
);

/**
 * The insert that has the jobs of `from` counted, which are ending. Part of the statement that ends them, so that each
 * counts once or not at all.
 */
export function noteEnds({ from }: { from: SQL }): SQL {
  return sql`
    insert into usage_inbox (${columns})
    select finished_at, intent, mode, caller_id, caller_kind, caller_name, namespace, state,
      case when state = 'succeeded' then '' else coalesce(error ->> 'code', '') end, cost_micros, duration_ms
    from ${from}`;
}

/**
 * The same for a job that is written with its end: cheaper, since all of it is known, but for what it cost when that is
 * only known to `costIn`, an earlier member of the statement.
 */
export function noteEnd({ job, costIn = null }: { job: Job; costIn?: SQL | null }): SQL {
  const { intent, mode, callerId, callerKind, callerName, namespace, state, durationMs } = job;
  const outcome = job.result?.dryRunNote === undefined ? state : "dry_run";
  const code = state === "succeeded" ? "" : (job.error?.code ?? "");
  const cost = costIn === null ? sql`${job.costMicros}::bigint` : sql`(select cost_micros from ${costIn})`;
  return sql`
    insert into usage_inbox (${columns})
    values (${job.finishedAt?.toISOString() ?? null}::timestamptz, ${intent}, ${mode}, ${callerId}, ${callerKind},
      ${callerName}, ${namespace}, ${outcome}, ${code}, ${cost}, ${durationMs}::int)`;
}
