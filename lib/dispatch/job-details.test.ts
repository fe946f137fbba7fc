import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ErrorEnvelope, JobView } from "@/lib/contracts/envelope";
import { jobs } from "@/lib/db/schema";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { addEvents } from "@/lib/records/jobs/add-events";
import { findJob } from "@/lib/records/jobs/find-job";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { takeJob } from "@/lib/records/jobs/take-job";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import { jobEnvelope, jobView } from "./job-envelope";
import { orchestrate } from "./orchestrate";
import { runCall } from "./run-call";

const ctx = await createTestContext();
const take = (id: string) => takeJob(ctx, { id, heldBy: "prc_test", leaseMs: 60_000, limit: null });

async function viewOf(id: string) {
  const job = (await findJob(ctx, id)) ?? expect.fail("there is no job");
  return JobView.parse(jobView(ctx, { job, ...(await findJobDetails(ctx, job)) }));
}

it("shows the newest progress of a running job, of its present run alone", async () => {
  const call = { intent: "system.wait", inputs: { seconds: 1 }, mode: "auto", wait_s: 0 } as const;
  const { id } = (await orchestrate(ctx, call)).job;
  expect((await viewOf(id)).progress).toBeNull();
  await take(id);
  expect((await viewOf(id)).progress).toBeNull();
  const tell = (attempt: number, data: { message: string; fraction?: number }) =>
    addEvents(ctx, {
      job: { id, attempt },
      events: [
        { type: "progress", data },
        { type: "output", data: { text: "x" } },
      ],
    });
  await tell(1, { message: "begun" });
  expect((await viewOf(id)).progress).toEqual({ message: "begun", at: expect.stringMatching(/Z$/) });
  await tell(1, { message: "half", fraction: 0.5 });
  expect((await viewOf(id)).progress).toMatchObject({ message: "half", fraction: 0.5 });
  await moveJobs(ctx, { to: "queued", where: eq(jobs.id, id) });
  expect((await viewOf(id)).progress).toBeNull();
  await take(id);
  expect((await viewOf(id)).progress).toBeNull();
  await tell(2, { message: "again" });
  expect((await viewOf(id)).progress).toMatchObject({ message: "again" });
  await moveJobs(ctx, { to: "succeeded", where: eq(jobs.id, id), patch: { result: { value: 1 }, durationMs: 1 } });
  expect((await viewOf(id)).progress).toBeNull();
});

it("keeps the breaker of a failing target on the job's error", async () => {
  const target = {
    target: "flow backend",
    rules: { failuresMax: 2, restMs: 60_000 },
    isTargetsFault: () => true,
    detail: "The flow backend could not be used.",
    hint: "Operators: look at it.",
  };
  const { tool, calls } = probeTool({
    run: () => runThroughBreaker(target, () => Promise.reject(new Error("password=hunter2"))),
  });
  const run = async (n: number) => {
    const request = { intent: tool.intent, inputs: { n }, mode: "auto" as const };
    const { job } = await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n } });
    expect(JSON.stringify(await viewOf(job.id))).not.toContain("hunter2");
    const kept = (await findJob(ctx, job.id)) ?? expect.fail("there is no job");
    return ErrorEnvelope.parse(jobEnvelope(ctx, kept));
  };
  expect(await run(1)).not.toHaveProperty("breaker");
  const breaker = { target: "flow backend", state: "open", retry_after_s: 60 };
  expect(await run(2)).toMatchObject({ code: "upstream_failed", error: target.detail, breaker });
  expect(await run(3)).toMatchObject({
    error: expect.stringContaining("is left alone for"),
    hint: target.hint,
    breaker: { target: "flow backend", state: "open" },
  });
  expect(calls.count).toBe(3);
});
