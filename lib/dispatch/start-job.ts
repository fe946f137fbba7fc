import type { Context } from "@/lib/records/context";
import { finishJob } from "@/lib/records/jobs/finish-job";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { trackJob } from "./in-flight";
import { type RunOutcome, runTool } from "./run-tool";
import { within } from "./within";

type StartJobInput = {
  job: Job;
  tool: Tool;
  input: unknown;
  waitMs: number;
  /** False for a read-only call, which is written once, when it has ended or its caller stops waiting. */
  isRecorded: boolean;
};

/** Runs a job and answers with it: finished, when that is so within `waitMs`, else still running. */
export async function startJob(ctx: Context, { job, tool, input, waitMs, isRecorded }: StartJobInput): Promise<Job> {
  const deadlineMs = performance.now() + waitMs;
  const run = runTool(ctx, { tool, input }).then((outcome) => {
    if (outcome.kind === "failed") logFailure(ctx, { job, outcome });
    return endJob(ctx, { job, outcome });
  });
  if (!isRecorded) {
    const early = await within(run, waitMs);
    await insertJob(ctx, early ?? job);
    if (early) return early;
  }
  const settled = run.then(async (ended) => {
    await finishJob(ctx, ended);
    return ended;
  });
  settled.catch((error) => ctx.log.error({ err: error, job: job.id }, "the end of a job could not be written"));
  trackJob(job.id, settled);
  return (await within(settled, deadlineMs - performance.now())) ?? job;
}

function endJob(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome }): Job {
  const end = { finishedAt: ctx.clock.now(), durationMs: outcome.durationMs, leaseUntil: null };
  switch (outcome.kind) {
    case "succeeded":
      return { ...job, ...end, state: "succeeded", result: { value: outcome.output } };
    case "failed": {
      const { code, detail, hint, errors } = outcome.error;
      return { ...job, ...end, state: "failed", error: { code, error: detail, ...(hint && { hint }), errors } };
    }
  }
}

function logFailure(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome & { kind: "failed" } }): void {
  const { error } = outcome;
  const level = error.code === "internal" ? "error" : "warn";
  ctx.log[level]({ err: error.cause, job: job.id, intent: job.intent, code: error.code }, error.detail);
}
