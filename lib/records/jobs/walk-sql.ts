import { type SQL, sql } from "drizzle-orm";
import type { JobsWalk } from "./walk-jobs";

/** The columns of a `JobRow`. */
export const rowColumns = sql`id, intent, mode, state, caller_id, caller_name, created_at, finished_at, duration_ms, attempt,
  attempts_max, run_at, replay_of, error ->> 'error' as error_text`;

type WalkSqlInput = {
  walk: JobsWalk;
  /** How many jobs are looked at. */
  seenMax: number;
};

/** The jobs of a walk, newest first, as a query to select from; each way of it is read in the order of its index. */
export function walkSql({ walk: { ways }, seenMax }: WalkSqlInput): SQL {
  // The order is asked of each way, too: else the planner gathers them all and sorts.
  const reads = ways.map(
    (way) => sql`(select ${rowColumns} from jobs where ${way} order by id desc limit ${seenMax}::int)`,
  );
  return sql`select * from (${sql.join(reads, sql` union all `)}) as way order by id desc limit ${seenMax}::int`;
}
