import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { UsageQuery } from "@/lib/contracts/usage";
import { queryRows } from "@/lib/db/database";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { usageFits } from "./read-usage";
import { usageRange } from "./usage-range";
import { usageRows } from "./usage-rows";

const own = { ...(await createTestContext()), clock: createTestClock(new Date("2026-12-31T23:30:00Z")) };
const ctx = { ...own, actor: { ...own.actor, rights: ["jobs_of_others" as const] } };
/** A year of 12 rows an hour. */
const rowsCount = 105_000;

beforeAll(async () => {
  await ctx.db.execute(sql`
    insert into usage_hours (hour, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros,
      calls, time_buckets, time_counts)
    select timestamptz '2026-01-01T00:00:00Z' + (n / 12) * interval '1 hour', 'family' || n % 12 % 5 || '.intent' || n % 12, 'agent',
      'key_' || n % 12 % 7, 'key', 'name ' || n % 12 % 7, 'default', 'succeeded', '', 10, 5,
      array[n % 50, 51 + n % 50, 110]::smallint[], array[2, 2, 1] from generate_series(0, ${rowsCount - 1}::int) n
    on conflict do nothing`);
  await ctx.db.execute(sql`
    insert into usage_days (day, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros,
      calls, time_buckets, time_counts)
    select day, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros, calls, time_buckets, time_counts
    from (select distinct on (date_trunc('day', hour, 'UTC'), caller_id, intent) date_trunc('day', hour, 'UTC') as day, * from usage_hours) as one`);
  await ctx.db.execute(sql`
    insert into usage_inbox (at, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros)
    select timestamptz '2026-12-31T23:00:00Z', 'a.b', 'agent', 'key_1', 'key', 'k', 'default', 'succeeded', '', 1
    from generate_series(1, 5000)`);
  await ctx.db.execute(sql`analyze usage_hours, usage_days, usage_inbox`);
}, 120_000);

function queryOf(actor: typeof ctx, given: Record<string, unknown>): SQL {
  const query = UsageQuery.parse(given);
  const { bucket, group: groups } = query;
  return usageRows({
    range: usageRange(ctx, query),
    bucket,
    groups,
    fits: usageFits(actor, query),
    after: null,
    limit: 101,
  });
}

it.each<[string, Record<string, unknown>, typeof ctx | typeof own, string]>([
  ["a day of everybody", { from: "24h", group: "intent,caller" }, ctx, "usage_hours_key"],
  ["a week by the hour", { from: "7d", bucket: "hour" }, ctx, "usage_hours_key"],
  ["a year of one intent", { from: "366d", intent: "family3.intent3" }, ctx, "usage_days_by_intent"],
  ["a year of one caller", { from: "366d", caller: "key_3" }, ctx, "usage_days_by_caller"],
  ["a year of one's own", { from: "366d" }, own, "usage_days_by_caller"],
])("reads %s by an index, and no more of the year than that", async (_what, query, actor, index) => {
  const text = sql`explain ${queryOf(actor as typeof ctx, query)}`;
  const plan = (await queryRows<{ "QUERY PLAN": string }>({ db: ctx.db, query: text })).map((row) => row["QUERY PLAN"]);
  expect(plan.join("\n")).toMatch(new RegExp(`Index (Only )?Scan (using|on) ${index}`));
  // The hours of whole days are not read.
  expect(plan.join("\n")).not.toMatch(/Seq Scan on usage_(hours|days)/);
});
