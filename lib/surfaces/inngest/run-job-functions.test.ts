import { InngestTestEngine } from "@inngest/test";
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { apiKeys, jobs } from "@/lib/db/schema";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import { guardRunning } from "@/lib/dispatch/guard-running";
import { runCall } from "@/lib/dispatch/run-call";
import { createQueue } from "@/lib/engines/queue/create-queue";
import { createInngestClient } from "@/lib/engines/queue/inngest-client";
import { findJob } from "@/lib/records/jobs/find-job";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { forgetRemembered } from "@/lib/records/remember";
import { ageJobs } from "@/lib/testing/age-jobs";
import { endLeases } from "@/lib/testing/end-leases";
import { startInngestStandIn } from "@/lib/testing/inngest-stand-in";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import type { Tool } from "@/lib/tools/define-tool";
import { createFunctions } from "./create-functions";

const inngest = await startInngestStandIn();
const clock = createTestClock();
const base = await createTestContext({ INNGEST_DEV: inngest.url });
const ctx = { ...base, clock, queue: createQueue(base) };
const client = createInngestClient({ settings: { kind: "dev", baseUrl: inngest.url }, log: ctx.log });

beforeEach(() => {
  inngest.events.length = 0;
});

async function queueJob(tool: Tool) {
  const request = { intent: tool.intent, inputs: { n: Math.random() }, mode: "auto" as const, wait_s: 0 };
  return (await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: 0 } })).job;
}

function functionsFor(tools: Tool[]) {
  return createFunctions({
    client,
    env: ctx.env,
    tools: { find: (_ctx, { intent }) => tools.find((tool) => tool.intent === intent) ?? null, list: () => tools },
    open: async () => ({ ctx, database: { maintain: async () => {} } }),
    deliverCallbacks: async (called) => void delivered.push(called.requestId),
  });
}

const delivered: string[] = [];

/** Delivers the last event that Inngest was sent for a job to the function that listens for it. */
async function deliver(tool: Tool, id: string) {
  const event = inngest.events.findLast(({ name, data }) => name === "orchestrator/job.due" && data.id === id);
  const run = functionsFor([tool]).find((fn) => fn.id() === (tool.concurrencyMax ? "run-job-probe--run" : "run-job"));
  if (!event || !run) throw new Error("nothing to deliver");
  return new InngestTestEngine({ function: run, events: [event] }).execute();
}

describe("a job that is due", () => {
  it("is run and settled", async () => {
    const { tool, calls } = probeTool({ run: async () => 7 });
    const job = await queueJob(tool);
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "succeeded" } });
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "succeeded", attempt: 1, result: { value: { n: 7 } } });
    expect(calls.count).toBe(1);
  });

  it("is run once, however often Inngest says so", async () => {
    const { tool, calls } = probeTool({ run: async () => 7 });
    const job = await queueJob(tool);
    const results = await Promise.all(Array.from({ length: 5 }, () => deliver(tool, job.id)));
    results.push(await deliver(tool, job.id));
    expect(results.map(({ result }) => (result as { state: string }).state).sort()).toEqual([
      ...Array.from({ length: 5 }, () => "nothing to do"),
      "succeeded",
    ]);
    expect(calls.count).toBe(1);
  });

  it("is sent again for its next attempt, which is run at its time and not before", async () => {
    const { tool, calls } = probeTool({
      effects: "idempotent",
      run: async () => {
        if (calls.count === 1) throw new AppError({ code: "upstream_failed", detail: "down", retryAfterS: 60 });
        return 1;
      },
    });
    const job = await queueJob(tool);
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "retrying" } });
    const runAtMs = (await findJob(ctx, job.id))?.runAt?.getTime() ?? 0;
    expect(inngest.events.at(-1)).toMatchObject({ id: `${job.id}.1`, ts: runAtMs });
    expect(runAtMs - Date.now()).toBeGreaterThan(50_000);
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "nothing to do" } });
    expect(inngest.events.at(-1)).toMatchObject({ id: `${job.id}.1.${clock.now().getTime()}`, ts: runAtMs });
    await ageJobs(ctx.db, 61_000);
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "succeeded" } });
    expect(calls.count).toBe(2);
  });

  it("is run by nobody when its key was revoked", async () => {
    const { tool, calls } = probeTool({ run: async () => 1 });
    const job = await queueJob(tool);
    await ctx.db.update(apiKeys).set({ revokedAt: clock.now() });
    forgetRemembered(ctx);
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "failed" } });
    await ctx.db.update(apiKeys).set({ revokedAt: null });
    expect(calls.count).toBe(0);
  });

  it("that happens once is not run again after its process was lost", async () => {
    const { tool, calls } = probeTool({ run: () => new Promise(() => {}) });
    const job = await queueJob(tool);
    void deliver(tool, job.id);
    await expect.poll(() => calls.count).toBe(1);
    await endLeases(ctx.db);
    await recoverJobs(ctx, { includingHeld: false });
    expect(await deliver(tool, job.id)).toMatchObject({ result: { state: "nothing to do" } });
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "failed", error: { code: "interrupted" } });
    expect(calls.count).toBe(1);
  });

  it("waits while its intent has no room, and is sent again a little later", async () => {
    const gates: (() => void)[] = [];
    const { tool, calls } = probeTool({
      concurrencyMax: 1,
      run: () => new Promise((resolve) => gates.push(() => resolve(1))),
    });
    const [first, second] = [await queueJob(tool), await queueJob(tool)];
    const running = deliver(tool, first.id);
    await expect.poll(() => calls.count).toBe(1);
    expect(await deliver(tool, second.id)).toMatchObject({ result: { state: "nothing to do" } });
    expect(inngest.events.at(-1)).toMatchObject({ data: { id: second.id } });
    const stepBackMs = (inngest.events.at(-1)?.ts ?? 0) - Date.now();
    expect(stepBackMs).toBeGreaterThan(0);
    expect(stepBackMs).toBeLessThanOrEqual(2_000);
    gates[0]?.();
    await running;
    const later = deliver(tool, second.id);
    await expect.poll(() => calls.count).toBe(2);
    gates[1]?.();
    expect(await later).toMatchObject({ result: { state: "succeeded" } });
  });

  it("is stopped within a second when it is cancelled", async () => {
    const unguard = guardRunning(ctx);
    const { tool, calls } = probeTool({ run: () => new Promise(() => {}) });
    const job = await queueJob(tool);
    const run = deliver(tool, job.id);
    await expect.poll(() => calls.count).toBe(1);
    await cancelJob(ctx, job.id);
    expect(await run).toMatchObject({ result: { state: "cancelled" } });
    expect(inngest.events.at(-1)).toMatchObject({ name: "orchestrator/job.cancelled", data: { id: job.id } });
    unguard();
  });

  it("announces its callback when it has ended", async () => {
    const { tool } = probeTool({ run: async () => 1 });
    const job = await queueJob(tool);
    await ctx.db.update(jobs).set({ callbackUrl: "https://example.com/hook" });
    await deliver(tool, job.id);
    expect(inngest.events.at(-1)).toMatchObject({ name: "orchestrator/callback.due", data: { job_id: job.id } });
  });
});

it("keeps house and sends what was not sent, on a cron", async () => {
  const { tool } = probeTool({ run: async () => 1 });
  const job = await queueJob(tool);
  await ctx.db.update(jobs).set({ sentAt: null });
  inngest.events.length = 0;
  const keepHouse = functionsFor([tool]).find((fn) => fn.id() === "keep-house");
  if (!keepHouse) throw new Error("no such function");
  await new InngestTestEngine({ function: keepHouse }).execute();
  expect(inngest.events.map(({ data }) => data.id)).toContain(job.id);
});

it("delivers callbacks when one is announced", async () => {
  const deliverCallbacks = functionsFor([]).find((fn) => fn.id() === "deliver-callbacks");
  if (!deliverCallbacks) throw new Error("no such function");
  await new InngestTestEngine({ function: deliverCallbacks }).execute();
  expect(delivered).toEqual([ctx.requestId]);
});

it("gives an intent with a limit a function of its own, and all of them one limit in total", () => {
  const { tool } = probeTool({ concurrencyMax: 3, run: async () => 1 });
  const total = { scope: "env", key: '"orchestrator-jobs"', limit: 20 };
  expect(functionsFor([tool]).map(({ opts }) => [opts.id, opts.triggers, opts.concurrency])).toEqual([
    ["run-job", [{ event: "orchestrator/job.due", if: 'event.data.intent != "probe.run"' }], [total]],
    [
      "run-job-probe--run",
      [{ event: "orchestrator/job.due", if: 'event.data.intent == "probe.run"' }],
      [total, { limit: 3 }],
    ],
    ["keep-house", [{ cron: "* * * * *" }], 1],
    ["deliver-callbacks", [{ event: "orchestrator/callback.due" }, { cron: "* * * * *" }], undefined],
  ]);
});
