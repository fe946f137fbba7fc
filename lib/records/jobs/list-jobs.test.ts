import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type JobsFilter, JobsQuery } from "@/lib/contracts/jobs-filter";
import { queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import { fitsJobsFilter } from "@/lib/policy/fits-jobs-filter";
import { createTestContext } from "@/lib/testing/test-context";
import { variedJobs } from "@/lib/testing/varied-jobs";
import { countJobs } from "./count-jobs";
import { listIntents } from "./list-intents";
import { listJobs } from "./list-jobs";
import { walkJobs } from "./walk-jobs";
import { walkSql } from "./walk-sql";

const own = await createTestContext();
const ctx = { ...own, actor: { ...own.actor, rights: ["jobs_of_others" as const] } };
const nowMs = Date.now();
const all = variedJobs({ count: 280, newestMs: nowMs });
const replayed = all[3]?.id ?? "";
all.splice(1, 1, { ...(all[1] as (typeof all)[number]), replayOf: replayed });
await ctx.db.insert(jobs).values(all);
const middle = new Date(nowMs - 100 * 60_000 - 1).toISOString();

const filters: JobsFilter[] = [
  {},
  { state: "failed" },
  { state: "failed,cancelled,expired" },
  { state: "succeeded,failed" },
  { intent: "memory.write" },
  { intent: "memory.*" },
  { intent: "*" },
  { intent: "nobody.*" },
  { intent: "memory" },
  { mode: "flow" },
  { caller: "key_other" },
  { caller: "local" },
  { caller: "NIGHT" },
  { caller: "ight" },
  { since: "100m" },
  { since: middle },
  { until: middle },
  { since: "2h", until: middle },
  { replay_of: replayed },
  { q: "is down" },
  { q: "100% host" },
  { q: "memory" },
  { q: "ada@" },
  { q: "key_other" },
  { q: "%" },
  { q: "\\" },
  { q: replayed },
  { q: replayed.slice(0, 13) },
  { q: "job_" },
  { state: "failed", intent: "memory.*", caller: "test", mode: "agent", since: "24h", q: "host" },
  { state: "running", mode: "flow" },
];

async function idsOf(filter: JobsFilter, limit = 7): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { page, nextCursor } = await listJobs(ctx, { ...filter, limit, cursor });
    ids.push(...page.map(({ id }) => id));
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

it.each(filters)("lists page by page just the jobs that fit %j, newest first", async (filter) => {
  const fitting = all.filter((job) =>
    fitsJobsFilter({ filter, job: { ...job, error: job.error?.error ?? null }, nowMs: Date.now() }),
  );
  expect(await idsOf(filter)).toEqual(fitting.map(({ id }) => id));
  expect(await countJobs(ctx, filter)).toEqual({ count: fitting.length, isMore: false });
});

it("has an answer that is not empty for nearly every filter of this table", async () => {
  const counts = await Promise.all(filters.map((filter) => countJobs(ctx, filter)));
  expect(counts.filter(({ count }) => count === 0)).toHaveLength(3);
});

it("finds the jobs of a program that a user let in, by the id of its grant", async () => {
  const [first] = all;
  const callerId = "grt_01jd000000000000000000000";
  const job = {
    ...(first as (typeof all)[number]),
    id: `job_${"0".repeat(26)}`,
    callerKind: "grant" as const,
    callerId,
  };
  await ctx.db.insert(jobs).values(job);
  const { page } = await listJobs(ctx, { limit: 100, caller: callerId });
  expect(page.map(({ id }) => id)).toEqual([job.id]);
  await ctx.db.delete(jobs).where(eq(jobs.id, job.id));
});

it("shows a caller without the right to others' jobs its own alone", async () => {
  const { page } = await listJobs(own, { limit: 100 });
  expect(page.length).toBeGreaterThan(0);
  expect(new Set(page.map(({ callerId }) => callerId))).toEqual(new Set([own.actor.id]));
  expect((await listJobs(own, { limit: 100, caller: "key_other" })).page).toEqual([]);
});

it("lists every intent that there are jobs of", async () => {
  expect(await listIntents(ctx)).toEqual([...new Set(all.map(({ intent }) => intent))].toSorted());
});

it.each(["5x", "0h", "yesterday", "2026-01-01", "1h "])("refuses since=%s", (since) => {
  expect(JobsQuery.safeParse({ since }).success).toBe(false);
});

it("goes on from where it stopped looking when few of very many jobs fit", async () => {
  await ctx.db.execute(sql`
    insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at)
    select 'job_00' || lpad(n::text, 24, '0'), 'old.n' || n % 20, 'agent',
      case when n % 50 = 0 then 'failed' when n % 50 = 1 then 'expired' else 'succeeded' end, 'key_old' || n % 30,
      case when n = 7 then 'the needle' else 'hay' end, '{}', 'req', to_timestamp(0)
    from generate_series(1, 45000) n`);
  const first = await listJobs(ctx, { q: "needle", limit: 10 });
  expect(first.page).toEqual([]);
  expect(first.nextCursor).not.toBeNull();
  expect(await idsOf({ q: "needle" })).toEqual([`job_00${"7".padStart(24, "0")}`]);
  expect(await countJobs(ctx, { q: "hay" })).toEqual({ count: 10_000, isMore: true });
  expect(await countJobs(ctx, { intent: "old.*" })).toEqual({ count: 10_000, isMore: true });
  await ctx.db.execute(sql`analyze jobs`);
});

it.each<[JobsFilter, string]>([
  [{}, "jobs_pkey"],
  [{ since: "24h" }, "jobs_pkey"],
  [{ state: "failed" }, "jobs_unsuccessful"],
  [{ state: "failed,expired" }, "jobs_unsuccessful"],
  [{ intent: "old.n7" }, "jobs_by_intent"],
  [{ intent: "old.*" }, "jobs_by_intent"],
  [{ caller: "key_old7" }, "jobs_by_caller"],
  [{ replay_of: replayed }, "jobs_by_replayed"],
  [{ mode: "flow" }, "jobs_pkey"],
])("finds %j along %s, without a sort and without reading the table", async (filter, index) => {
  const walk = await walkJobs(ctx, { filter });
  const plan = await queryRows<{ "QUERY PLAN": string }>({
    db: ctx.db,
    query: sql`explain (costs off) ${walkSql({ walk, seenMax: 21 })}`,
  });
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain(index);
  expect(text).not.toMatch(/Seq Scan|-> {2}Sort/);
});
