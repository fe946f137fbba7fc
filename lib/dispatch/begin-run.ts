import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { type Asker, createAsker } from "./create-asker";
import { createKeeper } from "./create-keeper";
import { createRecordGate, type RecordGate } from "./create-record-gate";
import { createReporter, type Reporter } from "./create-reporter";
import { observeRun } from "./observe-run";
import { type RunOutcome, runTool } from "./run-tool";

/** A run of a job that has begun: what it comes to, what stops it, and what it tells, asks and keeps meanwhile. */
export type Run = {
  outcome: Promise<RunOutcome>;
  controller: AbortController;
  reporter: Reporter;
  asker: Asker;
  gate: RecordGate;
};

/** Begins to run a tool. What it tells, asks and keeps waits until the job is on record. */
export function beginRun(ctx: Context, { job, tool, input }: { job: Job; tool: Tool; input: unknown }): Run {
  const controller = new AbortController();
  const reporter = createReporter(ctx, job);
  const gate = createRecordGate();
  const hold = { job, signal: controller.signal, onRecord: gate.pass };
  const asker = createAsker(ctx, hold);
  const means = { report: reporter.report, ask: asker.ask, keep: createKeeper(ctx, hold) };
  const outcome = observeRun(ctx, { job, tool }, (runCtx) => runTool(runCtx, { tool, job, input, controller, means }));
  return { outcome, controller, reporter, asker, gate };
}
