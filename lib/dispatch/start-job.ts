import { globalState } from "@/lib/core/global-state";
import { createId } from "@/lib/core/ids";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import { laneOf } from "@/lib/policy/lanes";
import { addUnits } from "@/lib/records/admission/add-units";
import { insertSettled } from "@/lib/records/admission/insert-settled";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { beginRun, type Run } from "./begin-run";
import { loggedDetail } from "./logged-detail";
import { lostJob } from "./lost-job";
import { factsOf } from "./observe-run";
import { overOrAsked } from "./over-or-asked";
import type { RunOutcome, Settled } from "./run-tool";
import { trackJob } from "./running-jobs";
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
  return settleWhenOver(ctx, { job, run: beginRun(ctx, { job, tool, input }) });
}

type StartReadOnlyInput = RunInput & {
  waitMs: number;
  /** What it was admitted with. */
  plan: AdmissionPlan | null;
  onRecord(): void;
};

/**
 * Runs a read-only call and answers with it as it is within `waitMs`, or when it asks something. A quick one is written
 * once, when it has ended. One that takes longer, asks, keeps a file, or whose end is to be told, is put on record as
 * running, and from then on is a job like any other: seen, cancelled, taken up after a crash.
 */
export async function startReadOnly(
  ctx: Context,
  { job, tool, input, waitMs, plan, onRecord }: StartReadOnlyInput,
): Promise<Job> {
  const startedMs = performance.now();
  const run = beginRun(ctx, { job, tool, input });
  const ended = Promise.race([run.outcome, run.gate.wanted.then(() => null)]);
  const outcome = job.callbackUrl === null ? await within(ended, Math.min(waitMs, unrecordedMsMax)) : null;
  if (!outcome || outcome.kind === "handed_over") {
    await insertOrStop(ctx, { job, run });
    const over = settleWhenOver(ctx, { job, run });
    onRecord();
    return (
      (await overOrAsked({ over, asked: run.asker.asked, waitMs: waitMs - (performance.now() - startedMs) })) ?? job
    );
  }
  const units = run.reporter.takeUnits();
  run.reporter.drop();
  run.gate.shut(lostJob());
  if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
  const settled = settledJob({ job, settlement: planSettlement(ctx, { job, outcome }) });
  if (!isFinished(settled)) return recordAttempt(ctx, { job, outcome, units: plan ? units : 0 });
  if (plan) await insertSettled(ctx, { job: settled, units });
  else await insertJob(ctx, settled);
  return settled;
}

type RecordAttemptInput = { job: Job; outcome: Settled; units: number };

/** One that is tried again keeps what it holds and has used; its first attempt is told of like any other. */
async function recordAttempt(ctx: Context, { job, outcome, units }: RecordAttemptInput): Promise<Job> {
  if (units > 0) await addUnits(ctx, { job, units });
  await insertJob(ctx, job);
  return settleJob(ctx, { job, outcome });
}

/** What cannot be put on record would be seen and stopped by nobody. */
async function insertOrStop(ctx: Context, { job, run }: { job: Job; run: Run }): Promise<void> {
  try {
    await insertJob(ctx, job);
  } catch (error) {
    run.gate.shut(lostJob());
    run.controller.abort(lostJob());
    throw error;
  }
}

function settleWhenOver(ctx: Context, { job, run }: { job: Job; run: Run }): Promise<Job> {
  const { controller, reporter, asker, gate } = run;
  reporter.start();
  gate.open();
  const over = run.outcome.then(async (outcome) => {
    if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
    // What a run told belongs before its end.
    await reporter.finish();
    return settleJob(ctx, { job, outcome });
  });
  over.catch((error) => ctx.log.error({ err: error, job: job.id }, "the end of a job could not be written"));
  const { isAsking, asked } = asker;
  trackJob(ctx.db, { id: job.id, attempt: job.attempt, lane: laneOf(job.mode), controller, isAsking, asked, over });
  return over;
}

function logFailure(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome & { kind: "failed" } }): void {
  const { error } = outcome;
  const level = error.code === "internal" ? "error" : "warn";
  const { code, cause } = error;
  const facts = { ...factsOf(job), duration_ms: outcome.durationMs };
  ctx.log[level]({ err: cause, job: job.id, ...facts, code }, loggedDetail(error));
}
