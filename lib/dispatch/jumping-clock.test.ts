import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { jobs } from "@/lib/db/schema";
import { claimUnsent } from "@/lib/records/jobs/claim-unsent";
import { findJob } from "@/lib/records/jobs/find-job";
import { markSent } from "@/lib/records/jobs/mark-sent";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { takeJob } from "@/lib/records/jobs/take-job";
import { takeJobs } from "@/lib/records/jobs/take-jobs";
import { ageJobs } from "@/lib/testing/age-jobs";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { runCall } from "./run-call";
import { settleJob } from "./settle-job";

const hourMs = 60 * 60_000;
const leaseMs = 20_000;
const right = await createTestContext();
const processes = [
  { name: "an hour ahead", offsetMs: hourMs },
  { name: "an hour behind", offsetMs: -hourMs },
];
const down = new AppError({ code: "upstream_failed", detail: "down", retryAfterS: 60 });
const { tool } = probeTool({ effects: "idempotent", run: async () => 1 });
const take = { heldBy: "p", limit: 1, leaseMs, modes: null, limits: new Map() };

beforeEach(async () => {
  await right.db.delete(jobs);
});

async function queueJob(ctx: typeof right): Promise<string> {
  const request = { intent: tool.intent, inputs: { n: Math.random() }, mode: "auto" as const, wait_s: 0 };
  return (await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: 0 } })).job.id;
}

/** A job that failed in one process and is to be tried again in a minute. */
async function retryIn60s(ctx: typeof right): Promise<string> {
  const id = await queueJob(ctx);
  const [job] = await takeJobs(ctx, take);
  if (!job) throw new Error("nothing was due");
  await settleJob(ctx, { job, outcome: { kind: "failed", error: down, durationMs: 1 } });
  return id;
}

describe.each(processes)("a process whose clock is $name", ({ offsetMs }) => {
  const wrong = { ...right, clock: createTestClock(new Date(Date.now() + offsetMs)) };

  it("starts no job before its time, and each at its time", async () => {
    const id = await retryIn60s(right);
    expect(await takeJobs(wrong, take)).toEqual([]);
    expect((await takeJob(wrong, { id, heldBy: "p", leaseMs, limit: null })).kind).toBe("early");
    await ageJobs(right.db, 62_000);
    expect((await takeJobs(wrong, take)).map((job) => job.id)).toEqual([id]);
  });

  it("queues jobs that the others start at once, and puts them off as long as it should", async () => {
    const id = await retryIn60s(wrong);
    const inMs = ((await findJob(right, id))?.runAt?.getTime() ?? 0) - Date.now();
    expect(inMs).toBeGreaterThan(50_000);
    expect(inMs).toBeLessThanOrEqual(61_000);
    expect((await takeJob(right, { id, heldBy: "p", leaseMs, limit: null })).kind).toBe("early");
    await ageJobs(right.db, 62_000);
    expect((await takeJobs(right, take)).map((job) => job.id)).toEqual([id]);
  });

  it("knows a full intent from a job whose time has not come", async () => {
    const id = await queueJob(right);
    expect((await takeJob(wrong, { id, heldBy: "p", leaseMs, limit: 0 })).kind).toBe("full");
  });

  it("takes nothing from the living", async () => {
    await queueJob(right);
    const [job] = await takeJobs(right, take);
    expect(await recoverJobs(wrong, { includingHeld: false })).toEqual({ again: 0, failed: 0 });
    expect(await findJob(right, job?.id ?? "")).toMatchObject({ state: "running", attempt: 1 });
  });

  it("takes no job for lost on its way to the engine that was just sent", async () => {
    const id = await queueJob(right);
    await markSent(right, { jobs: [{ id, attempt: 0 }] });
    await ageJobs(right.db, 2 * 60_000);
    expect((await claimUnsent(wrong, { limit: 1 })).jobs).toEqual([]);
    await ageJobs(right.db, 9 * 60_000);
    expect((await claimUnsent(wrong, { limit: 1 })).jobs).toMatchObject([{ id }]);
  });
});
