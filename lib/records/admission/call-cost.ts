import { type SQL, sql } from "drizzle-orm";

type CallCostInput = {
  jobId: SQL;
  /** Which attempt has ended, and how long it took; zero attempts cost nothing. */
  attempt: SQL;
  durationMs: SQL;
  /** Units that are not in its reservation yet. */
  units?: number;
};

/** What units come to at most: a tool that reports any number must not make an end that cannot be written. */
const unitsMicrosMax = Number.MAX_SAFE_INTEGER;

/** What a call costs that ends now, in millionths, by the price that it was admitted at; 0 when nothing was reserved. */
export function callCost({ jobId, attempt, durationMs, units = 0 }: CallCostInput): SQL {
  return sql`coalesce((select call_cost(r.per_call, r.per_second, r.per_unit, r.duration_ms_max,
    least(r.units + ${units}::float8, ${unitsMicrosMax}::float8 / greatest(r.per_unit, 1)), ${attempt}, ${durationMs}) from call_reservations r where r.job_id = ${jobId}), 0)`;
}
