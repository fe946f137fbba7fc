import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import type { Effects } from "@/lib/contracts/tool";
import { AppError } from "@/lib/core/app-error";
import { jobEvents } from "@/lib/db/schema";
import { isFinal, jobMoves, statesBefore } from "@/lib/policy/job-moves";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { takeJobs } from "@/lib/records/jobs/take-jobs";
import { ageJobs } from "@/lib/testing/age-jobs";
import { endLeases } from "@/lib/testing/end-leases";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import { cancelJob } from "./cancel-job";
import { runCall } from "./run-call";
import { settleJob } from "./settle-job";

const leaseMs = 20_000;
const ctx = await createTestContext();

type Step = "take" | "succeed" | "fail" | "fail for now" | "crash" | "cancel" | "finish late" | "fail late" | "wait";
const steps: Step[] = [
  "take",
  "succeed",
  "fail",
  "fail for now",
  "crash",
  "cancel",
  "finish late",
  "fail late",
  "wait",
];

/** One job, the runs of it that somebody believes in, and what its end was when it was first seen. */
class Model {
  runs: Job[] = [];
  end: string | null = null;

  constructor(
    readonly id: string,
    readonly effects: Effects,
  ) {}

  async do(step: Step): Promise<void> {
    const current = this.runs.at(-1);
    switch (step) {
      case "take":
        this.runs.push(...(await takeJobs(ctx, { heldBy: "p", limit: 1, modes: null, leaseMs, limits: new Map() })));
        return;
      case "succeed":
        return this.settle(current, "ok");
      case "fail":
        return this.settle(current, new AppError({ code: "internal", detail: "no" }));
      case "fail for now":
        return this.settle(current, new AppError({ code: "upstream_failed", detail: "not now" }));
      case "finish late":
        return this.settle(this.runs[0], "late");
      case "fail late":
        return this.settle(this.runs[0], new AppError({ code: "cancelled", detail: "lost" }));
      case "crash":
        await endLeases(ctx.db);
        await recoverJobs(ctx, { includingHeld: false });
        return;
      case "cancel":
        await cancelJob(ctx, this.id).catch((error) => expect(error.code).toBe("job_finished"));
        return;
      case "wait":
        await ageJobs(ctx.db, 10 * 60_000);
    }
  }

  async settle(run: Job | undefined, outcome: string | AppError): Promise<void> {
    if (!run) return;
    const ended =
      typeof outcome === "string"
        ? ({ kind: "succeeded", output: `${outcome} ${run.attempt}`, durationMs: 1 } as const)
        : ({ kind: "failed", error: outcome, durationMs: 1 } as const);
    await settleJob(ctx, { job: run, outcome: ended });
  }

  /** What must hold after every step. */
  async check(): Promise<void> {
    const job = await findJob(ctx, this.id);
    if (!job) throw new Error("the job is gone");
    const { state, result, error, finishedAt, attempt } = job;
    if (this.effects === "once") expect(attempt).toBeLessThanOrEqual(1);
    expect(isFinal(state)).toBe(finishedAt !== null);
    if (isFinal(state)) {
      this.end ??= JSON.stringify({ state, result, error, finishedAt });
      expect(JSON.stringify({ state, result, error, finishedAt })).toBe(this.end);
    }
    const events = await ctx.db.select().from(jobEvents).where(sql`job_id = ${this.id}`).orderBy(jobEvents.id);
    const told = events.map((event) => event.data.state as Job["state"]);
    expect(told.at(-1)).toBe(state);
    expect(told.filter(isFinal)).toHaveLength(isFinal(state) ? 1 : 0);
    for (const [i, to] of told.slice(1).entries()) expect(jobMoves[told[i] as Job["state"]]).toContain(to);
  }
}

async function newModel(effects: Effects): Promise<Model> {
  const { tool } = probeTool({ effects, run: async () => 1 });
  const request = {
    intent: tool.intent,
    inputs: { n: 1 },
    mode: "auto" as const,
    wait_s: 0,
    idempotency_key: `${Math.random()}`,
  };
  const { job } = await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: 1 } });
  return new Model(job.id, effects);
}

beforeEach(() => ctx.db.execute(sql`delete from jobs`));

it("never leaves a job stuck, ends it once, and never overwrites its end, in whatever order things happen", async () => {
  const run = fc.asyncProperty(
    fc.constantFrom<Effects>("read", "idempotent", "once"),
    fc.array(fc.constantFrom(...steps), { maxLength: 14 }),
    async (effects, sequence) => {
      await ctx.db.execute(sql`delete from jobs`);
      const model = await newModel(effects);
      for (const step of sequence) {
        await model.do(step);
        await model.check();
      }
      // A healthy process comes by.
      for (const step of ["crash", "wait", "take", "succeed"] as const) await model.do(step);
      await model.check();
      expect(model.end).not.toBeNull();
    },
  );
  await fc.assert(run, { numRuns: 60 });
}, 120_000);

it("lists for every state but the first two where a job may come from", () => {
  expect(statesBefore("running")).toEqual(["queued", "retrying"]);
  expect(statesBefore("succeeded")).toEqual(["running"]);
  expect(statesBefore("awaiting_approval")).toEqual([]);
});
