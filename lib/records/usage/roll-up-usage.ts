import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { addCounts, keyColumns, type UsageSpan } from "./add-counts";
import { timeBucketSql } from "./time-bucket-sql";

/**
 * Counts one batch of ended jobs into their hours and days, and says how many. One statement takes them out and counts
 * them, so that a crash neither loses nor doubles; two at once take different ones, and write rows in one order.
 */
export async function rollUpUsage(ctx: Pick<Context, "db">, { limit }: { limit: number }): Promise<number> {
  const [row] = await queryRows<{ taken: number }>({
    db: ctx.db,
    query: sql`
      with taken as (
        delete from usage_inbox where id in (
          select id from usage_inbox order by id limit ${limit}::int for update skip locked
        ) returning *
      ), told as (
        select *, date_trunc('hour', at, 'UTC') as hour, date_trunc('day', at, 'UTC') as day,
          ${timeBucketSql(sql`duration_ms`)} as bucket from taken
      ), by_hour as (${addCounts({ span: "hour", rows: counted("hour") })}),
      by_day as (${addCounts({ span: "day", rows: counted("day") })})
      select count(*)::int as taken from taken`,
  });
  return row?.taken ?? 0;
}

function counted(span: UsageSpan): SQL {
  const key = keyColumns(span);
  return sql`
    select ${key}, caller_kind, caller_name, calls, cost_micros, coalesce(time_buckets, '{}'), coalesce(time_counts, '{}')
    from (
      select ${key}, max(caller_kind) as caller_kind, max(caller_name) as caller_name, count(*) as calls,
        sum(cost_micros)::bigint as cost_micros
      from told group by ${key}
    ) as sums left join (
      select ${key}, array_agg(bucket order by bucket) as time_buckets, array_agg(n order by bucket) as time_counts
      from (select ${key}, bucket, count(*)::int as n from told where bucket is not null group by ${key}, bucket) as each
      group by ${key}
    ) as times using (${key}) order by ${key}`;
}
