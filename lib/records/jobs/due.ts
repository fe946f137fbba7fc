import { type SQL, sql } from "drizzle-orm";

/**
 * A time so far from now, and whether a job may start: by the database's clock, which all processes share. By their own,
 * one that jumps would start delayed jobs early, or put them off. Cut like the columns, which would round it up.
 */
export function fromNow(ms: number): SQL {
  return sql`date_trunc('milliseconds', now() + make_interval(secs => ${ms / 1000}::float8))`;
}

export const isDue: SQL = sql`run_at <= now()`;
