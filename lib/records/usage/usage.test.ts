import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { UsageQuery } from "@/lib/contracts/usage";
import { queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import { callReservations } from "@/lib/db/schema-admission";
import { usageDays, usageHours, usageInbox } from "@/lib/db/schema-usage";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestContext } from "@/lib/testing/test-context";
import { deleteOldUsage } from "./delete-old-usage";
import { readUsage } from "./read-usage";
import { rollUpUsage } from "./roll-up-usage";

const own = await createTestContext();
const ctx = { ...own, actor: { ...own.actor, rights: ["jobs_of_others" as const] } };

beforeEach(async () => {
  for (const table of [usageHours, usageDays, usageInbox, jobs]) await ctx.db.delete(table);
});

const usage = (query: Record<string, unknown> = {}) => readUsage(ctx, UsageQuery.parse({ bucket: "all", ...query }));

function ended(given: Parameters<typeof queuedJob>[0] = {}) {
  const at = ctx.clock.now();
  return queuedJob({ state: "succeeded", startedAt: at, finishedAt: at, durationMs: 5, ...given });
}

it("counts a read-only call with its end, and a dry run as one", async () => {
  await insertJob(ctx, ended());
  await insertJob(ctx, ended({ callbackUrl: "https://receiver.example/" }));
  await insertJob(ctx, ended({ result: { value: 1, dryRunNote: "say confirm" }, durationMs: 0 }));
  await insertJob(ctx, queuedJob());
  const { rows } = await usage({ group: "outcome" });
  expect(rows.map(({ outcome, calls }) => [outcome, calls])).toEqual([
    ["dry_run", 1],
    ["succeeded", 2],
  ]);
});

it("counts a job that is moved to its end once, with its code and its cost", async () => {
  const job = queuedJob({ state: "running", attempt: 1 });
  await ctx.db.insert(jobs).values(job);
  const price = { perCall: 250, perSecond: 0, perUnit: 0, durationMsMax: 0 };
  await ctx.db
    .insert(callReservations)
    .values({ jobId: job.id, counters: [], periods: [], reservedMicros: 250, ...price });
  const end = () =>
    moveJobs(ctx, {
      to: "failed",
      where: sql`id = ${job.id}`,
      patch: { error: { code: "timeout", error: "late" }, durationMs: 1000 },
    });
  expect(await end()).toHaveLength(1);
  expect(await end()).toHaveLength(0);
  const { rows } = await usage({ group: "code,intent,caller" });
  expect(rows).toEqual([
    {
      bucket: expect.any(String),
      code: "timeout",
      intent: "system.whoami",
      caller: { id: "key_test", name: "test key", kind: "key" },
      calls: 1,
      failures: 1,
      refused: 0,
      cost_micros: 250,
      p50_ms: expect.closeTo(1000, -2),
      p95_ms: expect.closeTo(1000, -2),
      p99_ms: expect.closeTo(1000, -2),
    },
  ]);
});

it("says the same before and after the inbox is counted", async () => {
  for (let n = 0; n < 30; n++) {
    await insertJob(
      ctx,
      ended({ intent: `a.${n % 3}`, durationMs: n * n, costMicros: n, mode: n % 2 ? "flow" : "agent" }),
    );
  }
  const query = { group: "intent,mode", bucket: "hour" };
  const before = await usage(query);
  expect(await rollUpUsage(ctx, { limit: 7 })).toBe(7);
  expect(await usage(query)).toEqual(before);
  while ((await rollUpUsage(ctx, { limit: 7 })) > 0);
  expect(await ctx.db.$count(usageInbox)).toBe(0);
  expect(await usage(query)).toEqual(before);
  expect(before.rows).toHaveLength(6);
});

it("counts a batch once when its transaction is broken off, and when two count at once", async () => {
  for (let n = 0; n < 40; n++) await insertJob(ctx, ended({ intent: `a.${n % 4}` }));
  const crash = new Error("the process died");
  await expect(
    ctx.db.transaction(async (tx) => {
      expect(await rollUpUsage({ db: tx }, { limit: 15 })).toBe(15);
      throw crash;
    }),
  ).rejects.toBe(crash);
  const roller = async () => {
    while ((await rollUpUsage(ctx, { limit: 3 })) > 0);
  };
  await Promise.all([roller(), roller()]);
  const counted = await ctx.db.select().from(usageHours);
  expect(counted.reduce((sum, { calls }) => sum + calls, 0)).toBe(40);
  expect(counted).toHaveLength(4);
});

it("adds up to the jobs of each outcome, in whatever order they end and are counted", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("read" as const), state: fc.constantFrom("succeeded" as const, "failed" as const) }),
    fc.record({ do: fc.constant("begin" as const) }),
    fc.record({
      do: fc.constant("end" as const),
      state: fc.constantFrom("succeeded" as const, "failed" as const, "cancelled" as const, "expired" as const),
    }),
    fc.record({ do: fc.constant("count" as const), limit: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("crash" as const), limit: fc.integer({ min: 1, max: 5 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      for (const table of [usageHours, usageDays, usageInbox, jobs]) await ctx.db.delete(table);
      for (const one of steps) {
        if (one.do === "read") await insertJob(ctx, ended({ state: one.state }));
        if (one.do === "begin") await insertJob(ctx, queuedJob({ state: "running", attempt: 1 }));
        if (one.do === "end") await moveJobs(ctx, { to: one.state, where: sql`id = (select max(id) from jobs)` });
        if (one.do === "count") await rollUpUsage(ctx, { limit: one.limit });
        if (one.do === "crash") {
          await ctx.db
            .transaction(async (tx) => {
              await rollUpUsage({ db: tx }, { limit: one.limit });
              tx.rollback();
            })
            .catch(() => {});
        }
      }
      const { rows } = await usage({ group: "outcome" });
      const kept = await queryRows<{ state: string; n: number }>({
        db: ctx.db,
        query: sql`select state, count(*)::int as n from jobs where finished_at is not null group by state order by state`,
      });
      expect(rows.map(({ outcome, calls }) => [outcome, calls])).toEqual(kept.map(({ state, n }) => [state, n]));
    }),
    { numRuns: 40 },
  );
});

it("tells of whole days what their hours tell, wherever the time begins and ends", async () => {
  const at = (hour: number) => new Date(Date.parse("2026-06-01T00:30:00Z") + hour * 3_600_000);
  for (let n = 0; n < 72; n++) await insertJob(ctx, ended({ finishedAt: at(n), durationMs: n, costMicros: 1 }));
  await rollUpUsage(ctx, { limit: 60 });
  for (const [from, to, calls] of [
    ["2026-06-01T00:00:00Z", "2026-06-04T00:00:00Z", 72],
    ["2026-06-01T22:10:00Z", "2026-06-03T01:10:00Z", 28],
    ["2026-06-02T05:00:00Z", "2026-06-02T06:00:00Z", 1],
  ] as const) {
    const [whole] = (await usage({ from, to })).rows;
    const hours = await usage({ from, to, bucket: "hour", limit: 100 });
    expect(whole).toMatchObject({ calls, cost_micros: calls });
    expect(hours.rows).toHaveLength(calls);
    const days = await usage({ from, to, bucket: "day" });
    expect(days.rows.reduce((sum, row) => sum + row.calls, 0)).toBe(calls);
  }
});

it("tells percentiles within 4.5 % and half a millisecond of the exact ones", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 86_400_000 })), {
        minLength: 1,
        maxLength: 60,
      }),
      async (times) => {
        for (const table of [usageHours, usageDays, usageInbox]) await ctx.db.delete(table);
        await ctx.db.execute(sql`
          insert into usage_inbox (at, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros, duration_ms)
          select now(), 'a', 'agent', 'k', 'key', 'k', 'd', 'succeeded', '', 0, ms::int
          from json_array_elements_text(${JSON.stringify(times)}::json) as ms`);
        await rollUpUsage(ctx, { limit: times.length >> 1 });
        const [row] = (await usage()).rows;
        const sorted = times.toSorted((left, right) => left - right);
        for (const [share, told] of [
          [0.5, row?.p50_ms],
          [0.95, row?.p95_ms],
          [0.99, row?.p99_ms],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          expect(Math.abs((told ?? -1) - exact)).toBeLessThanOrEqual(0.045 * exact + 0.5);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("pages through every row once, in the order of its key", async () => {
  for (let n = 0; n < 12; n++) await insertJob(ctx, ended({ intent: `a.${n}`, callerId: `key_${n % 2}` }));
  const whole = await usage({ group: "caller,intent", bucket: "hour" });
  const paged = [];
  let cursor: string | undefined;
  do {
    const page = await usage({ group: "caller,intent", bucket: "hour", limit: 5, ...(cursor && { cursor }) });
    paged.push(...page.rows);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(paged).toEqual(whole.rows);
  expect(whole.rows).toHaveLength(12);
});

it("narrows to what is asked for, and shows a caller its own alone", async () => {
  await insertJob(ctx, ended({ intent: "memory.write" }));
  await insertJob(ctx, ended({ intent: "memory.get", callerId: "key_other", callerName: "Other" }));
  await insertJob(ctx, ended({ intent: "ssh.exec", state: "failed", error: { code: "timeout", error: "" } }));
  const calls = async (query: Record<string, unknown>) => (await usage(query)).rows[0]?.calls ?? 0;
  expect(await calls({ intent: "memory.*" })).toBe(2);
  expect(await calls({ intent: "ssh.exec" })).toBe(1);
  expect(await calls({ caller: "key_other" })).toBe(1);
  expect(await calls({ caller: "oth" })).toBe(1);
  expect(await calls({ outcome: "failed,expired" })).toBe(1);
  expect(await calls({ code: "timeout" })).toBe(1);
  expect(await calls({ mode: "mcp" })).toBe(0);
  expect((await readUsage(own, UsageQuery.parse({ bucket: "all" }))).rows[0]?.calls).toBe(2);
});

it("forgets hours that are too old", async () => {
  await insertJob(ctx, ended({ finishedAt: new Date("2024-01-01T00:30:00Z") }));
  await insertJob(ctx, ended());
  await rollUpUsage(ctx, { limit: 10 });
  expect(await deleteOldUsage(ctx, { span: "hour", before: new Date("2025-01-01"), limit: 10 })).toBe(1);
  expect(await ctx.db.$count(usageHours)).toBe(1);
});
