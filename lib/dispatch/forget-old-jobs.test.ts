import { eq, type SQL, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { ApprovalCard } from "@/lib/contracts/approval";
import { JobView } from "@/lib/contracts/envelope";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import { createId, smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import { callbackAttempts, callbacks, jobEvents, jobs } from "@/lib/db/schema";
import { approvalDecisions, approvals } from "@/lib/db/schema-actions";
import { oldCallbacks } from "@/lib/records/callbacks/delete-old-callbacks";
import { oldEndedJobs } from "@/lib/records/jobs/delete-old-jobs";
import { findJob } from "@/lib/records/jobs/find-job";
import { oldJobs } from "@/lib/records/jobs/forget-payloads";
import { createTestContext } from "@/lib/testing/test-context";
import { forgetOldJobs } from "./forget-old-jobs";
import { jobView } from "./job-envelope";
import { replayJob } from "./replay-job";

const dayMs = 24 * 60 * 60_000;
const ctx = await createTestContext();

beforeEach(async () => {
  await Promise.all([
    ctx.db.delete(jobs),
    ctx.db.delete(jobEvents),
    ctx.db.delete(callbacks),
    ctx.db.delete(approvals),
  ]);
});

type Kept = { days: number; state?: "succeeded" | "running"; count?: number };

/** Jobs that were asked for so many days ago, each with an event; answers with the first id. */
async function keepJobs({ days, state = "succeeded", count = 1 }: Kept): Promise<string> {
  const createdAt = new Date(Date.now() - days * dayMs);
  const rows = Array.from({ length: count }, () => ({
    id: createId("job", createdAt.getTime()),
    intent: "system.whoami",
    mode: "agent" as const,
    state,
    callerId: ctx.actor.id,
    callerName: "test key",
    requestId: "req_test",
    inputs: { text: "private" },
    context: { user_id: "u" },
    result: state === "succeeded" ? { value: "private" } : null,
    createdAt,
  }));
  await ctx.db.insert(jobs).values(rows);
  const events = rows.map(({ id }) => ({
    jobId: id,
    type: "output" as const,
    data: { text: "private" },
    at: createdAt,
  }));
  await ctx.db.insert(jobEvents).values(events);
  return rows[0]?.id ?? "";
}

async function keepCallback({ days, state }: { days: number; state: "delivered" | "waiting" }): Promise<void> {
  const jobId = await keepJobs({ days });
  const at = new Date(Date.now() - days * dayMs);
  const row = { id: `cb_${jobId}`, jobId, url: "https://example.com", state, attempt: 1, nextAt: at, createdAt: at };
  await ctx.db.insert(callbacks).values({ ...row, finishedAt: state === "waiting" ? null : at });
  await ctx.db.insert(callbackAttempts).values({ callbackId: row.id, attempt: 1, at, durationMs: 1 });
}

async function keepApproval(jobId: string): Promise<void> {
  const at = new Date();
  const asked = { askedById: "key_a", askedByKind: "key", askedByName: "a", fourEyes: false, needed: 1 } as const;
  const card = { title: "Private", inputs: { text: "private" } } as unknown as ApprovalCard;
  const row = {
    id: `apr_${jobId}`,
    jobId,
    intent: "ssh.exec",
    state: "approved",
    card,
    hash: "h",
    createdAt: at,
  } as const;
  await ctx.db.insert(approvals).values({ ...row, ...asked, expiresAt: at });
  const actor = { actorId: "usr_b", actorKind: "user", actorName: "b" } as const;
  const decision = {
    id: `dec_${jobId}`,
    approvalId: row.id,
    hash: "h",
    decision: "approve",
    reason: `of ${jobId}`,
    at,
  } as const;
  await ctx.db.insert(approvalDecisions).values({ ...decision, ...actor });
}

/** Rounds until all is forgotten, on a process that has just started. */
async function forget(variables: Record<string, string> = {}): Promise<void> {
  forgetGlobalState("retention-passes");
  for (let round = 0; round < 10; round++) await forgetOldJobs({ ...ctx, env: parseEnv(variables) });
}

describe("retention", () => {
  it("removes what was sent and returned after 30 days, and keeps the job", async () => {
    const [old, young] = [await keepJobs({ days: 31 }), await keepJobs({ days: 29 })];
    await forget();
    expect(await findJob(ctx, old)).toMatchObject({ state: "succeeded", inputs: {}, context: null, result: null });
    expect(await findJob(ctx, young)).toMatchObject({ inputs: { text: "private" }, result: { value: "private" } });
    expect((await ctx.db.select().from(jobEvents)).map(({ jobId }) => jobId)).toEqual([young]);
  });

  it("deletes the job after 180 days, with all that hangs on it", async () => {
    await keepCallback({ days: 181, state: "delivered" });
    const young = await keepJobs({ days: 179 });
    await forget();
    expect((await ctx.db.select().from(jobs)).map(({ id }) => id)).toEqual([young]);
    expect(await Promise.all([callbacks, callbackAttempts].map((table) => ctx.db.$count(table)))).toEqual([0, 0]);
  });

  it("deletes callbacks that were delivered 30 days ago, and none that still waits", async () => {
    await keepCallback({ days: 31, state: "delivered" });
    await keepCallback({ days: 31, state: "waiting" });
    await keepCallback({ days: 29, state: "delivered" });
    await forget();
    expect((await ctx.db.select().from(callbacks)).map(({ state }) => state).sort()).toEqual(["delivered", "waiting"]);
  });

  it.each([31, 181])(
    "forgets what a person decided together with what it was decided about, after %i days",
    async (days) => {
      const [old, young, waiting] = [
        await keepJobs({ days }),
        await keepJobs({ days: 29 }),
        await keepJobs({ days, state: "running" }),
      ];
      for (const jobId of [old, young, waiting]) await keepApproval(jobId);
      await forget();
      const left = (await ctx.db.select().from(approvals)).map(({ jobId }) => jobId);
      expect(left.sort()).toEqual([young, waiting].sort());
      expect((await ctx.db.select().from(approvalDecisions)).map(({ reason }) => reason).sort()).toEqual(
        [`of ${young}`, `of ${waiting}`].sort(),
      );
    },
  );

  it("leaves what has not ended alone, however old", async () => {
    const id = await keepJobs({ days: 400, state: "running" });
    await forget();
    expect(await findJob(ctx, id)).toMatchObject({ inputs: { text: "private" } });
  });

  it("keeps everything for ever when it is set to 0", async () => {
    const id = await keepJobs({ days: 4000 });
    await forget({ ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "0", ORCHESTRATOR_RETENTION_JOB_DAYS: "0" });
    expect(await findJob(ctx, id)).toMatchObject({ inputs: { text: "private" }, result: { value: "private" } });
  });
});

it("goes through thousands of jobs in batches, those that ended late a day after", async () => {
  await keepJobs({ days: 60, count: 2_300 });
  const late = await keepJobs({ days: 50, state: "running" });
  await forget();
  expect(await ctx.db.$count(jobEvents)).toBe(1);
  await ctx.db
    .update(jobs)
    .set({ state: "succeeded", result: { value: "private" } })
    .where(eq(jobs.id, late));
  await forgetOldJobs({ ...ctx, clock: { now: () => new Date(Date.now() + dayMs + 1) } });
  await forgetOldJobs({ ...ctx, clock: { now: () => new Date(Date.now() + dayMs + 1) } });
  expect(await ctx.db.$count(jobs, sql`result is not null or inputs::text <> '{}'`)).toBe(0);
});

it("finds each batch by an index", async () => {
  await keepJobs({ days: 60, count: 2_000 });
  await keepJobs({ days: 1, count: 2_000 });
  await ctx.db.execute(sql`
    insert into callbacks (id, job_id, url, state, attempt, next_at, created_at, finished_at)
    select 'cb_' || id, id, 'https://example.com', 'delivered', 1, created_at, created_at, created_at from jobs`);
  await ctx.db.execute(sql`analyze jobs`);
  await ctx.db.execute(sql`analyze callbacks`);
  const input = { before: new Date(Date.now() - 30 * dayMs), after: "", limit: 500 };
  expect(await planOf(oldJobs(input))).toContain("Index Scan using jobs_pkey");
  expect(await planOf(oldEndedJobs(input))).toContain("Index Scan using jobs_pkey");
  expect(await planOf(oldCallbacks(input))).toContain("Index Scan using callbacks_by_job");
});

it("makes an id that every older one is below and every younger one above", () => {
  const atMs = Date.now();
  expect(createId("job", atMs - 1) < smallestId("job", atMs)).toBe(true);
  expect(createId("job", atMs) >= smallestId("job", atMs)).toBe(true);
});

describe("a job whose payload is gone", () => {
  it("says so in place of its result", async () => {
    const id = await keepJobs({ days: 31 });
    await forget();
    const job = await findJob(ctx, id);
    expect(
      job && JobView.parse(jobView(ctx, { job, callbacks: [], progress: null, questions: [], files: [] })),
    ).toMatchObject({
      status: "success",
      result: null,
      note: "The result was removed after 30 days.",
      inputs: {},
    });
  });

  it("is repeated with new inputs only", async () => {
    const id = await keepJobs({ days: 31 });
    await expect(replayJob(ctx, { id })).rejects.toMatchObject({ code: "invalid_request" });
    expect((await replayJob(ctx, { id, inputs: {} })).job).toMatchObject({ state: "succeeded", replayOf: id });
  });
});

async function planOf(query: SQL): Promise<string> {
  const rows = await queryRows<{ "QUERY PLAN": string }>({ db: ctx.db, query: sql`explain ${query}` });
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}
