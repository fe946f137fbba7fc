import { type SQL, sql } from "drizzle-orm";

export type UsageSpan = "hour" | "day";

const merged = sql.raw(`
  select array_agg(bucket order by bucket), array_agg(n order by bucket) from (
    select bucket, sum(n)::int as n from (
      select unnest(held.time_buckets) as bucket, unnest(held.time_counts) as n
      union all select unnest(excluded.time_buckets), unnest(excluded.time_counts)
    ) as held_and_new group by bucket
  ) as each`);

/** What tells rows of a span apart, in the order in which they are written. */
export function keyColumns(span: UsageSpan): SQL {
  return sql.raw(`${span}, caller_id, intent, mode, namespace, outcome, code`);
}

/**
 * The insert that adds counts to those of their hour or day. `rows` gives the columns of the key, then caller_kind,
 * caller_name, calls, cost_micros, time_buckets and time_counts, in the order of the key: two that write at once then
 * wait for each other and never in a circle.
 */
export function addCounts({ span, rows }: { span: UsageSpan; rows: SQL }): SQL {
  const key = keyColumns(span);
  return sql`
    insert into ${sql.raw(`usage_${span}s`)} as held (${key}, caller_kind, caller_name, calls, cost_micros, time_buckets,
      time_counts) ${rows}
    on conflict (${key}) do update set
      caller_name = excluded.caller_name,
      calls = held.calls + excluded.calls,
      cost_micros = held.cost_micros + excluded.cost_micros,
      (time_buckets, time_counts) = (
        select coalesce(b, '{}'), coalesce(n, '{}') from (${merged}) as sums (b, n)
      )`;
}
