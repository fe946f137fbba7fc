import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { Stats } from "@/lib/contracts/stats";
import { createId } from "@/lib/core/ids";
import { jobs } from "@/lib/db/schema";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { readStats } from "./read-stats";

const own = { ...(await createTestContext()), clock: createTestClock(new Date("2026-06-01T12:00:30Z")) };
const ctx = { ...own, actor: { ...own.actor, rights: ["jobs_of_others" as const] } };

const job = (at: string, given: Parameters<typeof queuedJob>[0]) => {
  const createdAt = new Date(at);
  return queuedJob({ id: createId("job", createdAt.getTime()), createdAt, state: "succeeded", ...given });
};

await own.db
  .insert(jobs)
  .values([
    job("2026-06-01T12:00:10Z", { intent: "a.one", durationMs: 10 }),
    job("2026-06-01T12:00:20Z", { intent: "a.one", durationMs: 30 }),
    job("2026-06-01T12:00:25Z", { intent: "a.two", state: "failed", durationMs: 500, mode: "flow" }),
    job("2026-06-01T11:30:00Z", { intent: "b.one", state: "expired", callerId: "key_other" }),
    job("2026-06-01T11:00:59Z", { intent: "too.old.for.the.hour", durationMs: 9_000 }),
    job("2026-05-25T10:00:00Z", { intent: "too.old.for.the.week", durationMs: 9_000 }),
  ]);

it("counts calls, failures and times by bucket and mode, by intent and in all", async () => {
  const stats = Stats.parse(await readStats(ctx, { range: "1h" }));
  expect(stats).toMatchObject({ range: "1h", since: "2026-06-01T11:01:00.000Z", bucket_s: 60, covers_since: null });
  expect(stats.total).toEqual({ calls: 4, failures: 2, p50_ms: 30, p95_ms: 500 });
  expect(stats.buckets).toHaveLength(60);
  expect(stats.buckets.at(-1)).toEqual({
    at: "2026-06-01T12:00:00.000Z",
    modes: {
      agent: { calls: 2, failures: 0, p50_ms: 10, p95_ms: 30 },
      flow: { calls: 1, failures: 1, p50_ms: 500, p95_ms: 500 },
    },
  });
  expect(stats.buckets[29]).toEqual({
    at: "2026-06-01T11:30:00.000Z",
    modes: { agent: { calls: 1, failures: 1, p50_ms: null, p95_ms: null } },
  });
  expect(stats.intents).toContainEqual({ intent: "a.one", calls: 2, failures: 0, p50_ms: 10, p95_ms: 30 });
  expect(stats.intents.map(({ intent }) => intent).toSorted()).toEqual(["a.one", "a.two", "b.one"]);
});

it.each([
  ["24h", 48, 5],
  ["7d", 56, 5],
] as const)("divides %s into %i buckets that hold every call", async (range, count, calls) => {
  const stats = await readStats(ctx, { range });
  expect(stats.buckets).toHaveLength(count);
  const counted = stats.buckets.flatMap(({ modes }) => Object.values(modes).map((mode) => mode.calls));
  expect(counted.reduce((sum, n) => sum + n, 0)).toBe(calls);
  expect(stats.total.calls).toBe(calls);
});

it("narrows to an intent or a family", async () => {
  expect((await readStats(ctx, { range: "1h", intent: "a.*" })).total.calls).toBe(3);
  expect((await readStats(ctx, { range: "1h", intent: "a.two" })).total.calls).toBe(1);
  expect((await readStats(ctx, { range: "1h", intent: "nobody.*" })).total).toEqual({
    calls: 0,
    failures: 0,
    p50_ms: null,
    p95_ms: null,
  });
});

it("counts for a caller without the right to others' jobs its own alone", async () => {
  expect((await readStats(own, { range: "1h" })).total.calls).toBe(3);
});

it("looks at the newest 100,000 calls at most, and says since when", { timeout: 60_000 }, async () => {
  await own.db.execute(sql`
    insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at, duration_ms)
    select ${createId("job", Date.parse("2026-06-01T12:00:00Z")).slice(0, 20)} || lpad(n::text, 10, '0'), 'many.calls',
      'agent', 'succeeded', 'k', 'k', '{}', 'req', '2026-06-01T12:00:00Z', 5 from generate_series(1, 100000) n`);
  const stats = await readStats(ctx, { range: "7d" });
  expect(stats.total.calls).toBe(100_000);
  expect(stats.covers_since).toBe("2026-06-01T12:00:00.000Z");
});
