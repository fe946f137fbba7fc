import { globalState } from "@/lib/core/global-state";
import { createId } from "@/lib/core/ids";
import { laneOf } from "@/lib/policy/lanes";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { createReporter, type Reporter } from "./create-reporter";
import { type RunOutcome, runTool } from "./run-tool";
import { trackJob } from "./running-jobs";
import { sendJobs } from "./send-jobs";
import { planSettlement, settledJob, settleJob } from "./settle-job";
import { within } from "./within";

/** How long a process may be silent before its jobs are taken up by another. */
export const leaseMs = 20_000;

/** How long a read-only call may run without being on record: what is quicker costs one statement in all. */
const unrecordedMsMax = 1_000;

/** This process, as the holder of jobs. */
export function processId(): string {
  return globalState("process-id", () => createId("process", Date.now()));
}

type RunInput = { job: Job; tool: Tool; input: unknown };

/** Runs a job that this process holds and settles it. The answer never rejects for what the tool does. */
export function startJob(ctx: Context, { job, tool, input }: RunInput): Promise<Job> {
  const controller = new AbortController();
  const reporter = createReporter(ctx, job);
  reporter.start();
  const run = runTool(ctx, { tool, job, input, controller, report: reporter.report });
  return settleWhenOver(ctx, { job, run, controller, reporter });
}

/**
 * Runs a read-only call and answers with it as it is within `waitMs`. A quick one is written once, when it has ended.
 * One that takes longer, or whose end is to be told, is put on record as running, and from then on is a job like any
 * other: seen, cancelled, taken up after a crash.
 */
export async function startReadOnly(
  ctx: Context,
  { job, tool, input, waitMs, onRecord }: RunInput & { waitMs: number; onRecord(): void },
): Promise<Job> {
  const startedMs = performance.now();
  const controller = new AbortController();
  const reporter = createReporter(ctx, job);
  const run = runTool(ctx, { tool, job, input, controller, report: reporter.report });
  const outcome = job.callbackUrl === null ? await within(run, Math.min(waitMs, unrecordedMsMax)) : null;
  if (!outcome || outcome.kind === "handed_over") {
    await insertJob(ctx, job);
    reporter.start();
    const over = settleWhenOver(ctx, { job, run, controller, reporter });
    onRecord();
    return (await within(over, waitMs - (performance.now() - startedMs))) ?? job;
  }
  reporter.drop();
  if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
  const settled = settledJob({ job, settlement: planSettlement(ctx, { job, outcome }) });
  await insertJob(ctx, settled);
  await sendJobs(ctx, [settled]);
  return settled;
}

type SettleInput = { job: Job; run: Promise<RunOutcome>; controller: AbortController; reporter: Reporter };

function settleWhenOver(ctx: Context, { job, run, controller, reporter }: SettleInput): Promise<Job> {
  const over = run.then(async (outcome) => {
    if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
    // What a run told belongs before its end.
    await reporter.finish();
    return settleJob(ctx, { job, outcome });
  });
  over.catch((error) => ctx.log.error({ err: error, job: job.id }, "the end of a job could not be written"));
  trackJob(ctx.db, { id: job.id, attempt: job.attempt, lane: laneOf(job.mode), controller, over });
  return over;
}

function logFailure(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome & { kind: "failed" } }): void {
  const { error } = outcome;
  const level = error.code === "internal" ? "error" : "warn";
  ctx.log[level]({ err: error.cause, job: job.id, intent: job.intent, code: error.code }, error.detail);
}
