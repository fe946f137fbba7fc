import { type SQL, sql } from "drizzle-orm";

/** The bucket of a duration: 0 below a millisecond, 1 for one, and 8 more with each doubling; null where nothing ran. */
export function timeBucketSql(durationMs: SQL): SQL {
  return sql`(case when ${durationMs} < 1 then 0 else 1 + ceil(8 * ln(${durationMs}::float8) / ln(2::float8)) end)::smallint`;
}
