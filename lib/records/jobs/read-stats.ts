import { sql } from "drizzle-orm";
import type { Mode } from "@/lib/contracts/job";
import type { CallStats, Stats, StatsQuery, StatsRange } from "@/lib/contracts/stats";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { walkJobs } from "./walk-jobs";
import { walkSql } from "./walk-sql";

const ranges: Record<StatsRange, { bucketS: number; buckets: number }> = {
  "1h": { bucketS: 60, buckets: 60 },
  "24h": { bucketS: 1_800, buckets: 48 },
  "7d": { bucketS: 10_800, buckets: 56 },
};
/** What the figures cost at most, however many calls there are. */
const seenMax = 100_000;
const intentsMax = 200;

type Row = {
  kind: "bucket" | "intent" | "total";
  bucket: number | null;
  mode: Mode | null;
  intent: string | null;
  calls: number;
  failures: number;
  times: string | null;
  oldest: string | Date | null;
};

/**
 * Calls, failures and how long they took, over time by mode and by intent, of the jobs that the actor may see. One
 * statement over the newest of the range: it costs by what happened lately, not by the age of the installation.
 */
export async function readStats(ctx: Context, { range, intent }: StatsQuery): Promise<Stats> {
  const { bucketS, buckets } = ranges[range];
  const last = Math.floor(ctx.clock.now().getTime() / 1000 / bucketS);
  const first = last - buckets + 1;
  const since = timeOf(first, bucketS);
  const walk = await walkJobs(ctx, { filter: { since, ...(intent && { intent }) } });
  const fits = walk.rest ? sql` where ${walk.rest}` : sql``;
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      with seen as (
        select mode, intent, state, duration_ms, created_at,
          floor(extract(epoch from created_at) / ${bucketS}::int)::int as bucket
        from (${walkSql({ walk, seenMax })}) as walked${fits}
      )
      select case when grouping(bucket) = 0 then 'bucket' when grouping(intent) = 0 then 'intent' else 'total' end as kind,
        bucket, mode, intent, count(*)::int as calls,
        (count(*) filter (where state in ('failed', 'expired')))::int as failures,
        to_json(percentile_disc(array[0.5, 0.95]) within group (order by duration_ms))::text as times,
        min(created_at) as oldest
      from seen group by grouping sets ((bucket, mode), (intent), ()) order by calls desc`,
  });
  const total = rows.find(({ kind }) => kind === "total");
  const isCut = (total?.calls ?? 0) >= seenMax && total?.oldest;
  return {
    range,
    since,
    bucket_s: bucketS,
    covers_since: isCut ? new Date(isCut).toISOString() : null,
    total: total ? callStats(total) : { calls: 0, failures: 0, p50_ms: null, p95_ms: null },
    buckets: Array.from({ length: buckets }, (_, place) => ({
      at: timeOf(first + place, bucketS),
      modes: modesOf(rows.filter(({ kind, bucket }) => kind === "bucket" && bucket === first + place)),
    })),
    intents: rows
      .filter(({ kind }) => kind === "intent")
      .slice(0, intentsMax)
      .map((row) => ({ intent: row.intent ?? "", ...callStats(row) })),
  };
}

function modesOf(rows: Row[]): Partial<Record<Mode, CallStats>> {
  return Object.fromEntries(rows.map((row) => [row.mode, callStats(row)]));
}

function callStats({ calls, failures, times }: Row): CallStats {
  const [p50 = null, p95 = null] = (JSON.parse(times ?? "null") ?? []) as (number | null)[];
  return { calls, failures, p50_ms: p50, p95_ms: p95 };
}

function timeOf(bucket: number, bucketS: number): string {
  return new Date(bucket * bucketS * 1000).toISOString();
}
