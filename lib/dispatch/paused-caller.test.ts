import { expect, it } from "vitest";
import type { DueJob } from "@/lib/core/queue";
import { findJob } from "@/lib/records/jobs/find-job";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { readQueueFacts } from "@/lib/records/jobs/queue-facts";
import { takeJob } from "@/lib/records/jobs/take-job";
import { updateKey } from "@/lib/records/keys/update-key";
import { keyActor } from "@/lib/testing/key-actor";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestContext } from "@/lib/testing/test-context";
import { catalog as tools } from "@/lib/tools/catalog";
import { runDueJob } from "./run-due-job";
import { runHeldJob } from "./run-held-job";

const ctx = await createTestContext();

async function pausedJob() {
  const { actor } = await keyActor(ctx);
  // Due for a minute: the embedded database's clock may be some seconds late on a busy machine.
  const job = queuedJob({ callerId: actor.id, runAt: new Date(Date.now() - 60_000) });
  await insertJob(ctx, job);
  return { job, pause: (paused: boolean) => updateKey(ctx, { id: actor.id, change: { paused } }) };
}

it("an engine's word does not run the job of a paused key: it is sent again for later, and runs when the key goes on", async () => {
  const { job, pause } = await pausedJob();
  await pause(true);
  const sent: DueJob[] = [];
  const queue = { ...ctx.queue, send: async (jobs: DueJob[]) => void sent.push(...jobs) };
  expect(await runDueJob({ ...ctx, queue }, { id: job.id, intent: job.intent, tools })).toBeNull();
  expect(await findJob(ctx, job.id)).toMatchObject({ state: "queued", attempt: 0 });
  expect(sent).toMatchObject([{ id: job.id }]);
  expect((sent[0]?.runAt ?? new Date(0)).getTime()).toBeGreaterThan(Date.now() + 20_000);
  await pause(false);
  expect(await runDueJob(ctx, { id: job.id, intent: job.intent, tools })).toMatchObject({ state: "succeeded" });
});

it("a job that was taken a moment before the pause goes back to the queue, with no failure on it", async () => {
  const { job, pause } = await pausedJob();
  const taken = await takeJob(ctx, { id: job.id, heldBy: "prc_test", leaseMs: 60_000, limit: null });
  if (taken.kind !== "taken") throw new Error(taken.kind);
  await pause(true);
  expect(await runHeldJob(ctx, { job: taken.job, tools })).toMatchObject({ state: "queued", error: null });
  await pause(false);
});

it("jobs that wait for a paused key are no sign of a queue that is stuck", async () => {
  const before = (await readQueueFacts(ctx)).due;
  const { pause } = await pausedJob();
  expect((await readQueueFacts(ctx)).due).toBe(before + 1);
  await pause(true);
  expect((await readQueueFacts(ctx)).due).toBe(before);
});
