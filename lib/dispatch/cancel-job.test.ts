import { expect, it } from "vitest";
import { findJob } from "@/lib/records/jobs/find-job";
import { takeJob } from "@/lib/records/jobs/take-job";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { cancelJob } from "./cancel-job";
import { jobEnvelope, jobSummary } from "./job-envelope";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();
const queued = async () =>
  (await orchestrate(ctx, { intent: "system.wait", inputs: { seconds: 1 }, mode: "auto", wait_s: 0 })).job;

it("lets nobody cancel by the right to see alone, as a viewer has it", async () => {
  const viewer = {
    ...ctx,
    actor: { ...ctx.actor, id: "usr_viewer", intents: [], rights: ["jobs_of_others" as const] },
  };
  const { id } = await queued();
  await expect(cancelJob(viewer, id)).rejects.toMatchObject({ code: "forbidden" });
});

it("lets whoever sees a job and may call its intent cancel it", async () => {
  const operator = { ...ctx, actor: { ...ctx.actor, id: "usr_operator", rights: ["jobs_of_others" as const] } };
  const { id } = await queued();
  expect(await cancelJob(operator, id)).toMatchObject({ state: "cancelled", error: { code: "cancelled" } });
});

it("hides another's job from whoever may not see it", async () => {
  const other = { ...ctx, actor: { ...ctx.actor, id: "key_other" } };
  const { id } = await queued();
  await expect(cancelJob(other, id)).rejects.toMatchObject({ code: "job_not_found" });
});

it("keeps how long a job ran before it was cancelled, the same in its answer and in the list", async () => {
  const clock = createTestClock(new Date(Date.now() + 1_000));
  const { id } = await queued();
  await takeJob({ ...ctx, clock }, { id, heldBy: "prc_test", leaseMs: 60_000, limit: null });
  clock.advance(1_234);
  const job = await cancelJob({ ...ctx, clock }, id);
  expect(jobEnvelope(ctx, job)).toMatchObject({ status: "error", duration_ms: 1_234 });
  expect(jobSummary({ ...job, error: null }).duration_ms).toBe(1_234);
});

it("shows no duration for a job that was cancelled before it ran", async () => {
  const { id } = await queued();
  await cancelJob(ctx, id);
  const job = (await findJob(ctx, id)) ?? expect.fail("there is no job");
  expect(jobEnvelope(ctx, job)).not.toHaveProperty("duration_ms");
  expect(jobSummary({ ...job, error: null }).duration_ms).toBeNull();
});
