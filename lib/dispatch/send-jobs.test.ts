import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { jobs } from "@/lib/db/schema";
import { createQueue } from "@/lib/engines/queue/create-queue";
import { findJob } from "@/lib/records/jobs/find-job";
import { ageJobs } from "@/lib/testing/age-jobs";
import { startInngestStandIn } from "@/lib/testing/inngest-stand-in";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import type { Tool } from "@/lib/tools/define-tool";
import { cancelJob } from "./cancel-job";
import { runCall } from "./run-call";
import { resendJobs } from "./send-jobs";

const minuteMs = 60_000;
const inngest = await startInngestStandIn();
const base = await createTestContext({ INNGEST_DEV: inngest.url });
const ctx = { ...base, queue: createQueue(base) };

beforeEach(async () => {
  await ctx.db.delete(jobs);
  inngest.events.length = 0;
  inngest.isDown = false;
});

async function queueJob(tool: Tool, waitS = 0) {
  const request = { intent: tool.intent, inputs: { n: Math.random() }, mode: "auto" as const, wait_s: waitS };
  const { job } = await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: 0 } });
  return job;
}

const ids = () => inngest.events.map(({ id }) => id);

describe.each(["read", "idempotent", "once"] as const)("a queued %s job", (effects) => {
  const { tool } = probeTool({ effects, run: async () => 1 });

  it("is sent once it is committed, and marked as sent", async () => {
    const job = await queueJob(tool);
    expect(ids()).toEqual([`${job.id}.0`]);
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "queued", sentAt: expect.any(Date) });
    expect(await resendJobs(ctx)).toBe(0);
  });

  it("stays queued when it cannot be sent, and the sweep sends it exactly once", async () => {
    inngest.isDown = true;
    const job = await queueJob(tool);
    await expect(resendJobs(ctx)).rejects.toThrow();
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "queued", sentAt: null });
    inngest.isDown = false;
    const sent = await Promise.all([resendJobs(ctx), resendJobs(ctx), resendJobs(ctx)]);
    expect(sent.reduce((sum, count) => sum + count)).toBe(1);
    expect(ids()).toEqual([`${job.id}.0`]);
  });
});

it("sends a job again that was sent long ago and never started, under a new id", async () => {
  const { tool } = probeTool({ run: async () => 1 });
  const job = await queueJob(tool);
  await ageJobs(ctx.db, 9 * minuteMs);
  expect(await resendJobs(ctx)).toBe(0);
  await ageJobs(ctx.db, 2 * minuteMs);
  const sentAt = (await findJob(ctx, job.id))?.sentAt?.getTime();
  expect(await resendJobs(ctx)).toBe(1);
  expect(await resendJobs(ctx)).toBe(0);
  expect(ids()).toEqual([`${job.id}.0`, `${job.id}.0.${sentAt}`]);
});

it("does not take a job for lost whose time has not come", async () => {
  const { tool } = probeTool({ run: async () => 1 });
  const job = await queueJob(tool);
  await ctx.db
    .update(jobs)
    .set({ runAt: new Date(Date.now() + 60 * minuteMs) })
    .where(eq(jobs.id, job.id));
  await ageJobs(ctx.db, 11 * minuteMs);
  expect(await resendJobs(ctx)).toBe(0);
});

it("sends a job that failed in its request and is tried again, at its time", async () => {
  const { tool } = probeTool({
    effects: "idempotent",
    run: async () => {
      throw new AppError({ code: "upstream_failed", detail: "down" });
    },
  });
  const job = await queueJob(tool, 0.2);
  const retrying = await findJob(ctx, job.id);
  expect(retrying).toMatchObject({ state: "retrying", sentAt: expect.any(Date) });
  expect(inngest.events).toMatchObject([{ id: `${job.id}.1`, ts: retrying?.runAt?.getTime() }]);
});

it("tells Inngest of a cancelled job, and cancels it all the same when that fails", async () => {
  const { tool } = probeTool({ run: async () => 1 });
  const [first, second] = [await queueJob(tool), await queueJob(tool)];
  await cancelJob(ctx, first.id);
  expect(ids()).toContain(`${first.id}.cancelled`);
  inngest.isDown = true;
  expect(await cancelJob(ctx, second.id)).toMatchObject({ state: "cancelled" });
});
