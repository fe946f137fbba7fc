import { describe, expect, it } from "vitest";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { idempotencyClaims, jobs } from "@/lib/db/schema";
import { findJob } from "@/lib/records/jobs/find-job";
import { listEvents } from "@/lib/records/jobs/list-events";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { endLeases } from "@/lib/testing/end-leases";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import { watchersOf } from "@/lib/testing/watchers-of";
import type { Tool } from "@/lib/tools/define-tool";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { jobEnvelope } from "./job-envelope";
import { isQueueIdle } from "./queue-idle";
import { runCall } from "./run-call";
import { runningJobs } from "./running-jobs";
import { startWorker } from "./worker";

const ctx = await createTestContext();
const hourMs = 60 * 60 * 1000;
let lastN = 0;

function run(tool: Tool, { n, on = ctx, ...options }: Partial<OrchestrateRequest> & { n: number; on?: typeof ctx }) {
  const request = { intent: tool.intent, inputs: { n }, mode: "auto" as const, ...options };
  return runCall(on, { request, route: { mode: "agent", tool }, input: { n } });
}

/** Different inputs for every test, so that no test joins another's claim. */
function newInputs(): number {
  lastN += 1;
  return lastN;
}

/** A promise that a test settles when it likes. */
function gate<Value>() {
  let open: (value: Value) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<Value>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, fail };
}

describe("idempotency", () => {
  it("runs 200 parallel identical requests once and answers them all alike", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({ run: async () => n });
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => run(tool, { n })));
    expect(calls.count).toBe(1);
    expect(new Set(outcomes.map(({ job }) => JSON.stringify(job.result))).size).toBe(1);
    expect(new Set(outcomes.map(({ job }) => `${job.id} ${job.durationMs} ${job.state}`)).size).toBe(1);
    expect(outcomes.filter((outcome) => !outcome.isReplayed)).toHaveLength(1);
  });

  it("replays a success for an hour and then runs again", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({ run: async () => n });
    const first = await run(tool, { n });
    const second = await run(tool, { n });
    expect(second).toEqual({ job: first.job, isReplayed: true, rates: [] });
    const later = { ...ctx, clock: { now: () => new Date(Date.now() + hourMs + 1) } };
    expect((await run(tool, { n, on: later })).isReplayed).toBe(false);
    expect(calls.count).toBe(2);
  });

  it("takes inputs in another order for the same request", async () => {
    const { tool, calls } = probeTool({ run: async () => 1 });
    const request = (inputs: OrchestrateRequest["inputs"]) =>
      runCall(ctx, {
        request: { intent: tool.intent, inputs, mode: "auto" },
        route: { mode: "agent", tool },
        input: { n: 0 },
      });
    await request({ a: 1, b: { c: [1, 2], d: "x" } });
    expect((await request({ b: { d: "x", c: [1, 2] }, a: 1 })).isReplayed).toBe(true);
    expect((await request({ b: { d: "x", c: [2, 1] }, a: 1 })).isReplayed).toBe(false);
    expect(calls.count).toBe(2);
  });

  it("never replays a failure", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({
      run: async () => {
        throw new AppError({ code: "upstream_failed", detail: "down" });
      },
    });
    expect((await run(tool, { n })).job).toMatchObject({ state: "failed", error: { code: "upstream_failed" } });
    expect((await run(tool, { n })).isReplayed).toBe(false);
    expect(calls.count).toBe(2);
  });

  it("gives a twin that joined a failing run the same failure", async () => {
    const n = newInputs();
    const { promise, fail } = gate<number>();
    const { tool, calls } = probeTool({ run: () => promise });
    const outcomes = [run(tool, { n }), run(tool, { n }), run(tool, { n })];
    await expect.poll(() => calls.count).toBe(1);
    fail(new AppError({ code: "upstream_failed", detail: "down" }));
    const ended = await Promise.all(outcomes);
    expect(new Set(ended.map(({ job }) => job.id)).size).toBe(calls.count);
    expect(ended.every(({ job }) => job.error?.error === "down")).toBe(true);
  });

  it("gives a twin that joined a failing run the request id that the log has the reason under", async () => {
    const n = newInputs();
    const { promise, fail } = gate<number>();
    const { tool, calls } = probeTool({ run: () => promise });
    const first = run(tool, { n });
    await expect.poll(() => calls.count).toBe(1);
    const joiner = run(tool, { n, on: { ...ctx, requestId: "req_joiner" } });
    const id = [...runningJobs(ctx.db).keys()].at(-1) ?? expect.fail("nothing runs");
    await expect.poll(() => watchersOf(ctx.db, id)).toBe(1);
    fail(new AppError({ code: "upstream_failed", detail: "down" }));
    const envelopes = [await first, await joiner].map(({ job }) => jobEnvelope(ctx, job));
    expect(envelopes).toEqual([
      expect.objectContaining({ status: "error", request_id: ctx.requestId }),
      expect.objectContaining({ status: "error", request_id: ctx.requestId }),
    ]);
    expect(calls.count).toBe(1);
  });

  it("keeps callers apart", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({ run: async () => n });
    await run(tool, { n });
    const other = { ...ctx, actor: { ...ctx.actor, id: "key_other" } };
    expect((await run(tool, { n, on: other })).isReplayed).toBe(false);
    expect(calls.count).toBe(2);
  });

  it("lets the caller's own key replace the hash", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({ run: async () => n });
    await run(tool, { n, idempotency_key: "first" });
    await run(tool, { n, idempotency_key: "second" });
    expect((await run(tool, { n, idempotency_key: "first" })).isReplayed).toBe(true);
    expect(calls.count).toBe(2);
  });

  it("refuses the caller's key with other inputs", async () => {
    const { tool } = probeTool({ run: async () => 1 });
    await run(tool, { n: newInputs(), idempotency_key: "reused" });
    await expect(run(tool, { n: newInputs(), idempotency_key: "reused" })).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
  });

  it("runs a read-only intent each time", async () => {
    const n = newInputs();
    const { tool, calls } = probeTool({ effects: "read", run: async () => n });
    await Promise.all([run(tool, { n }), run(tool, { n }), run(tool, { n, idempotency_key: "k" })]);
    expect(calls.count).toBe(3);
    expect(await ctx.db.$count(idempotencyClaims, undefined)).toBeGreaterThan(0);
  });

  it("joins the twin of a process that is gone, which is taken up or ended as its effects allow", async () => {
    for (const [effects, state] of [
      ["idempotent", "succeeded"],
      ["once", "failed"],
    ] as const) {
      const n = newInputs();
      const stuck = probeTool({ effects, run: () => new Promise(() => {}) });
      const first = await run(stuck.tool, { n, wait_s: 0.01 });
      expect(first.job.state).toBe("running");
      await endLeases(ctx.db);
      await recoverJobs(ctx, { includingHeld: false });
      const { tool } = probeTool({ effects, run: async () => n });
      const worker = startWorker(ctx, { find: () => tool, list: () => [tool] });
      expect(await awaitJob(ctx, { job: first.job, waitMs: 5_000 })).toMatchObject({ state });
      worker.stop();
    }
  });
});

it("does not run again what must happen once and may have happened", async () => {
  const n = newInputs();
  const { tool, calls } = probeTool({ effects: "once", timeoutMs: 30, run: () => new Promise(() => {}) });
  const first = await run(tool, { n, idempotency_key: `unknown-${n}` });
  const second = await run(tool, { n, idempotency_key: `unknown-${n}` });
  expect(second).toMatchObject({ isReplayed: true, job: { id: first.job.id, error: { code: "timeout" } } });
  expect(calls.count).toBe(1);
});

it("begins nothing when the process is stopping, and hands it back", async () => {
  const { tool, calls } = probeTool({ effects: "once", run: async () => 1 });
  const { job } = await run(tool, { n: newInputs(), on: { ...ctx, signal: AbortSignal.abort() } });
  expect(calls.count).toBe(0);
  expect((await findJob(ctx, job.id))?.state).toBe("queued");
});

it("puts a read-only call that takes long on record, and queues it again when the process stops", async () => {
  const stop = new AbortController();
  const { tool } = probeTool({ effects: "read", run: () => new Promise(() => {}) });
  const before = new Set(runningJobs(ctx.db).keys());
  const recorded = () => [...runningJobs(ctx.db).keys()].filter((id) => !before.has(id));
  const answer = run(tool, { n: newInputs(), wait_s: 3, on: { ...ctx, signal: stop.signal } });
  await expect.poll(() => recorded().length, { timeout: 5_000 }).toBe(1);
  const [id = ""] = recorded();
  expect((await findJob(ctx, id))?.state).toBe("running");
  stop.abort();
  expect((await answer).job).toMatchObject({ id, state: "queued", error: null });
});

it.each(["read", "idempotent"] as const)(
  "tells of the first attempt of a call (%s) that is tried again",
  async (effects) => {
    const down = new AppError({ code: "upstream_failed", detail: "It is down.", mayHaveRun: false });
    const { tool } = probeTool({ effects, run: () => Promise.reject(down) });
    const { job } = await run(tool, { n: newInputs(), wait_s: 0.5 });
    expect(job).toMatchObject({ state: "retrying", attempt: 1, heldBy: null });
    const events = await listEvents(ctx, { jobId: job.id, afterId: 0, limit: 10 });
    expect(events.map(({ data }) => data)).toEqual([
      { state: "running", attempt: 1 },
      { state: "retrying", attempt: 1, error: "It is down.", run_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) },
    ]);
    // Nothing is to wait in the queue of the tests that follow.
    await cancelJob(ctx, job.id);
  },
);

describe("waiting", () => {
  it.each(["read", "once"] as const)(
    "answers a slow %s call with a running job that goes on to its end",
    async (effects) => {
      const n = newInputs();
      const { promise, open } = gate<number>();
      const { tool } = probeTool({ effects, run: () => promise });
      const { job } = await run(tool, { n, wait_s: 0.05 });
      expect(await findJob(ctx, job.id)).toMatchObject({ state: "running", result: null });
      open(n);
      await runningJobs(ctx.db).get(job.id)?.over;
      expect(await findJob(ctx, job.id)).toMatchObject({ state: "succeeded", result: { value: { n } } });
    },
  );

  it.each(["read", "once"] as const)("answers a %s call at once when it may not wait", async (effects) => {
    const { tool } = probeTool({ effects, run: async () => 1 });
    const { job } = await run(tool, { n: newInputs(), wait_s: 0 });
    expect(job.state).toBe("queued");
    const worker = startWorker(ctx, { find: () => tool, list: () => [tool] });
    expect(await awaitJob(ctx, { job, waitMs: 5_000 })).toMatchObject({ state: "succeeded", attempt: 1 });
    // It is over in the database a moment before it is here, where the tests that follow count what runs.
    await expect.poll(() => runningJobs(ctx.db).has(job.id)).toBe(false);
    worker.stop();
  });

  it("begins such a call at once when nothing waits in the queue, and queues it when something does", async () => {
    const { promise, open } = gate<number>();
    const { tool } = probeTool({ run: () => promise });
    const small = { ...ctx, env: { ...ctx.env, concurrencyMax: runningJobs(ctx.db).size + 2 } };
    const worker = startWorker(small, { find: () => tool, list: () => [tool] });
    await expect.poll(() => isQueueIdle(ctx.db)).toBe(true);
    const states: string[] = [];
    for (let i = 0; i < 4; i++) states.push((await run(tool, { n: newInputs(), on: small, wait_s: 0 })).job.state);
    expect(states).toEqual(["running", "running", "queued", "queued"]);
    expect(isQueueIdle(ctx.db)).toBe(false);
    open(1);
    await expect.poll(() => isQueueIdle(ctx.db), { timeout: 5_000 }).toBe(true);
    await worker.stop();
  });

  it("works off a queue without a pause between one job and the next, and stops without waiting for their end", async () => {
    const { promise, open } = gate<number>();
    let ran = 0;
    const { tool } = probeTool({
      run: async (n) => {
        ran += 1;
        return ran > 20 ? promise : n;
      },
    });
    for (let i = 0; i < 21; i++) await run(tool, { n: newInputs(), wait_s: 0 });
    const small = { ...ctx, env: { ...ctx.env, concurrencyMax: runningJobs(ctx.db).size + 1 } };
    const startedMs = performance.now();
    const worker = startWorker(small, { find: () => tool, list: () => [tool] });
    await expect.poll(() => ran, { timeout: 15_000, interval: 20 }).toBe(21);
    // The net under the notices looks once a second: by that alone it would take twenty.
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    await worker.stop();
    open(1);
  });

  it("ends a tool that outlives its time, whether it heeds the signal or not", async () => {
    const signals: AbortSignal[] = [];
    const { tool } = probeTool({
      timeoutMs: 50,
      run: (_n, signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const { job } = await run(tool, { n: newInputs() });
    expect(job).toMatchObject({ state: "failed", error: { code: "timeout", hint: expect.stringContaining("check") } });
    expect(signals[0]?.aborted).toBe(true);
  });

  it("ends a running tool when the process stops", async () => {
    const stop = new AbortController();
    const { tool, calls } = probeTool({ run: () => new Promise(() => {}) });
    const outcome = run(tool, { n: newInputs(), on: { ...ctx, signal: stop.signal } });
    await expect.poll(() => calls.count).toBe(1);
    stop.abort();
    expect((await outcome).job.error?.code).toBe("interrupted");
  });
});

it("says nothing of an unknown error", async () => {
  const { tool } = probeTool({
    run: async () => {
      throw new Error("password=hunter2");
    },
  });
  const { job } = await run(tool, { n: newInputs() });
  expect(job.error?.code).toBe("internal");
  expect(JSON.stringify(await ctx.db.select().from(jobs))).not.toContain("hunter2");
});
