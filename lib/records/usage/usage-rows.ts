import { type SQL, sql } from "drizzle-orm";
import type { UsageBucket, UsageGroup } from "@/lib/contracts/usage";
import type { UsageSpan } from "./add-counts";
import { timeBucketSql } from "./time-bucket-sql";

export type UsageRange = { from: Date; to: Date };

type UsageRowsInput = {
  range: UsageRange;
  bucket: UsageBucket;
  groups: readonly UsageGroup[];
  /** Conditions on the columns that hours and inbox have in common. */
  fits: SQL[];
  /** The key of the last row of the page before. */
  after: string[] | null;
  limit: number;
};

const dayMs = 86_400_000;
const columns: Record<UsageGroup, SQL> = {
  intent: sql.raw("intent"),
  mode: sql.raw("mode"),
  caller: sql.raw("caller_id"),
  outcome: sql.raw("outcome"),
  code: sql.raw("code"),
  namespace: sql.raw("namespace"),
};

/**
 * What was called in a time, by bucket and group, in that order: of the hours and days, and of what has ended and is not counted
 * yet, in one statement, so that none is missing or there twice.
 */
export function usageRows({ range, bucket, groups, fits, after, limit }: UsageRowsInput): SQL {
  const start = bucket === "all" ? moment(range.from) : sql`date_trunc(${sql.raw(`'${bucket}'`)}, start, 'UTC')`;
  const named = groups.map((group) => columns[group]);
  const keys = sql.join([sql`bucket`, ...named], sql`, `);
  const common = sql.raw("caller_id, caller_kind, caller_name, intent, mode, namespace, outcome, code, cost_micros");
  const where = (time: string, { from, to }: UsageRange) =>
    sql.join([sql`${sql.raw(time)} >= ${moment(from)}`, sql`${sql.raw(time)} < ${moment(to)}`, ...fits], sql` and `);
  const left = leftOf({ range, bucket, after });
  const counted = spansOf({ range: left, bucket }).map(
    ({ span, ...part }) => sql`
      select ${sql.raw(span)} as start, ${common}, calls, time_buckets, time_counts
        from ${sql.raw(`usage_${span}s`)} where ${where(span, part)}`,
  );
  const past = after ? sql`where (${keys}) > (${keyValues(after)})` : sql``;
  return sql`
    with seen as materialized (
      select ${start} as bucket, ${common}, calls, time_buckets, time_counts from (
        ${sql.join(counted, sql` union all `)}
        union all
        select date_trunc('hour', at, 'UTC'), ${common}, 1, case when time is null then '{}' else array[time] end,
          case when time is null then '{}'::int[] else array[1] end
          from (select *, ${timeBucketSql(sql`duration_ms`)} as time from usage_inbox where ${where("at", left)}) as waiting
      ) as told
    ), page as (
      select ${keys}, max(caller_name) as caller_name, max(caller_kind) as caller_kind,
        coalesce(sum(calls) filter (where outcome <> 'refused'), 0)::float8 as calls,
        coalesce(sum(calls) filter (where outcome in ('failed', 'expired')), 0)::float8 as failures,
        coalesce(sum(calls) filter (where outcome = 'refused'), 0)::float8 as refused, sum(cost_micros)::float8 as cost_micros
      from seen ${past} group by ${keys} order by ${keys} limit ${limit}::int
    ), times as (
      select ${keys}, json_agg(json_build_array(time, n) order by time)::text as times from (
        select ${keys}, time, sum(n)::float8 as n
        from seen join page using (${keys}), unnest(time_buckets, time_counts) as t (time, n) group by ${keys}, time
      ) as each group by ${keys}
    )
    select page.*, times from page left join times using (${keys}) order by ${keys}`;
}

function keyValues([start = "", ...rest]: string[]): SQL {
  return sql.join([sql`${start}::timestamptz`, ...rest.map((text) => sql`${text}::text`)], sql`, `);
}

/** A later page begins in the bucket where the one before ended. */
function leftOf({ range, bucket, after }: Pick<UsageRowsInput, "range" | "bucket" | "after">): UsageRange {
  const reached = after?.[0] === undefined || bucket === "all" ? range.from : new Date(after[0]);
  return reached > range.from ? { ...range, from: reached } : range;
}

type Part = UsageRange & { span: UsageSpan };

/** Whole days are read as days, unless hours are asked for; the hours at either end as hours. */
function spansOf({ range: { from, to }, bucket }: { range: UsageRange; bucket: UsageBucket }): Part[] {
  const first = new Date(Math.ceil(from.getTime() / dayMs) * dayMs);
  const last = new Date(Math.floor(to.getTime() / dayMs) * dayMs);
  if (bucket === "hour" || first >= last) return [{ span: "hour", from, to }];
  const parts: Part[] = [
    { span: "hour", from, to: first },
    { span: "day", from: first, to: last },
    { span: "hour", from: last, to },
  ];
  return parts.filter((part) => part.from < part.to);
}

function moment(date: Date): SQL {
  return sql`${date.toISOString()}::timestamptz`;
}
