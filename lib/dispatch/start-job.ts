import { globalState } from "@/lib/core/global-state";
import { createId } from "@/lib/core/ids";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { createReporter, type Reporter } from "./create-reporter";
import { type RunOutcome, runTool } from "./run-tool";
import { trackJob } from "./running-jobs";
import { planSettlement, settledJob, settleJob } from "./settle-job";
import { within } from "./within";

/** How long a process may be silent before its jobs are taken up by another. */
export const leaseMs = 20_000;

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
  const run = runTool(ctx, { tool, input, controller, report: reporter.report });
  return settleWhenOver(ctx, { job, run, controller, reporter });
}

/**
 * Runs a read-only call. It is written once, when it has ended; when its caller stops waiting first, it is written as
 * running and settled later, like any other job.
 */
export async function startReadOnly(
  ctx: Context,
  { job, tool, input, waitMs }: RunInput & { waitMs: number },
): Promise<Job> {
  const controller = new AbortController();
  const reporter = createReporter(ctx, job);
  const run = runTool(ctx, { tool, input, controller, report: reporter.report });
  const outcome = await within(run, waitMs);
  if (!outcome) {
    await insertJob(ctx, job);
    reporter.start();
    settleWhenOver(ctx, { job, run, controller, reporter });
    return job;
  }
  reporter.drop();
  if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
  // Its caller is here and is told whether to try again: no second attempt behind its back.
  const settlement = planSettlement(ctx, { job: { ...job, attemptsMax: 1, effects: "once" }, outcome });
  const ended = settledJob({ job, settlement });
  await insertJob(ctx, ended);
  return ended;
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
  trackJob(ctx.db, { id: job.id, attempt: job.attempt, controller, over });
  return over;
}

function logFailure(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome & { kind: "failed" } }): void {
  const { error } = outcome;
  const level = error.code === "internal" ? "error" : "warn";
  ctx.log[level]({ err: error.cause, job: job.id, intent: job.intent, code: error.code }, error.detail);
}
