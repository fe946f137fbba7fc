import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { queryRows } from "@/lib/db/database";
import { usageDays, usageHours, usageInbox } from "@/lib/db/schema-usage";
import { createTestContext } from "@/lib/testing/test-context";
import { addRefusals } from "./add-refusals";
import { rollUpUsage } from "./roll-up-usage";

const ctx = await createTestContext();
const rowsCount = 1_000;

it("counts each once, in hours and days alike, while several count, one dies and refusals are written", async () => {
  await ctx.db.execute(sql`
    insert into usage_inbox (at, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros, duration_ms)
    select timestamptz '2026-06-01T00:00:00Z' + (n % 30) * interval '1 hour', 'a.' || n % 7, 'agent', 'key_' || n % 5, 'key', 'k',
      'd', 'succeeded', '', 3, n from generate_series(1, ${rowsCount}::int) n`);
  const roller = async () => {
    while ((await rollUpUsage(ctx, { limit: 90 })) > 0);
  };
  const dying = ctx.db
    .transaction(async (tx) => {
      await rollUpUsage({ db: tx }, { limit: 200 });
      tx.rollback();
    })
    .catch(() => {});
  const refuser = async () => {
    for (let n = 0; n < 20; n++) {
      const hour = `2026-06-01T${String(n % 24).padStart(2, "0")}:00:00.000Z`;
      const caller = { callerId: "key_1", callerKind: "key", callerName: "k", namespace: "d" } as const;
      await addRefusals(ctx, [
        { hour, ...caller, intent: "a.1", mode: "agent", code: "forbidden", count: 2 },
        { hour, ...caller, intent: "a.0", mode: "agent", code: "forbidden", count: 1 },
      ]);
    }
  };
  await Promise.all([roller(), roller(), roller(), dying, refuser()]);
  await roller();
  expect(await ctx.db.$count(usageInbox)).toBe(0);
  for (const table of [usageHours, usageDays]) {
    const [sums] = await queryRows<Record<string, number>>({
      db: ctx.db,
      query: sql`select (sum(calls) filter (where outcome <> 'refused'))::int as calls, sum(cost_micros)::int as cost,
        (sum(calls) filter (where outcome = 'refused'))::int as refused,
        (select sum(n)::int from ${table} as each, unnest(each.time_counts) as n) as timed from ${table}`,
    });
    expect(sums).toEqual({ calls: rowsCount, cost: 3 * rowsCount, refused: 60, timed: rowsCount });
  }
});
