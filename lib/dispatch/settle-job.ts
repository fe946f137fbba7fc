import { sql } from "drizzle-orm";
import type { JobState } from "@/lib/contracts/job";
import type { JobError } from "@/lib/db/schema";
import { interrupted } from "@/lib/policy/interrupted";
import { planRetry } from "@/lib/policy/plan-retry";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { letJobWait } from "@/lib/records/jobs/let-job-wait";
import { type JobPatch, moveJobs } from "@/lib/records/jobs/move-job";
import type { RunOutcome, Settled } from "./run-tool";
import { sendJobs } from "./send-jobs";
import { writeStubbornly } from "./write-stubbornly";

/** When what could not begin, for want of the database or of a key that is not paused, is taken up again. */
const againMs = 1_000;

type Settlement = { to: JobState; patch: JobPatch; at: Date };

/**
 * Writes how a run of a job went: its end, its next attempt, or that it goes back to the queue because this process
 * stops. Answers with the job as it is then; when another process has taken it over, or somebody cancelled it, that
 * stands, and this run's result is dropped.
 */
export async function settleJob(ctx: Context, { job, outcome }: { job: Job; outcome: RunOutcome }): Promise<Job> {
  if (outcome.kind === "handed_over") {
    return writeStubbornly(ctx, () => letJobWait(ctx, { job, waitMs: outcome.waitMs }));
  }
  const settlement = planSettlement(ctx, { job, outcome });
  // Not one that was queued again since: its next run is not ours to end.
  const mine = sql`id = ${job.id} and attempt = ${job.attempt}::int and state = 'running'`;
  const moved = await writeStubbornly(ctx, () => moveJobs(ctx, { ...settlement, where: mine }));
  if (moved.length === 1) {
    const settled = settledJob({ job, settlement });
    await sendJobs(ctx, [settled]);
    return settled;
  }
  return (await findJob(ctx, job.id)) ?? job;
}

/** What becomes of a job after a run, without a word to the database. */
export function planSettlement(ctx: Context, { job, outcome }: { job: Job; outcome: Settled }): Settlement {
  const { durationMs } = outcome;
  const at = ctx.clock.now();
  if (outcome.kind === "succeeded") {
    return { to: "succeeded", at, patch: { result: { value: outcome.output }, error: null, durationMs } };
  }
  if (outcome.kind === "held_back") return { to: "queued", at, patch: { delayMs: againMs } };
  const { code, detail, hint, errors, breaker, mayHaveRun } = outcome.error;
  const isUntouched = code === "database_unavailable" && outcome.isStarted === false;
  if (code === "shutting_down" || isUntouched) {
    // It goes back, unless it may have taken effect already and must not do so twice.
    return job.effects === "once" && outcome.isStarted !== false
      ? { to: "failed", at, patch: { error: interrupted, durationMs } }
      : { to: "queued", at, patch: { delayMs: isUntouched ? againMs : 0 } };
  }
  const error = storable({
    code,
    error: detail,
    ...(hint && { hint }),
    errors,
    ...(breaker && { breaker }),
    ...(!mayHaveRun && { mayHaveRun: false as const }),
  });
  const delayMs = planRetry({
    code,
    effects: job.effects,
    mayHaveRun,
    attempt: job.attempt,
    attemptsMax: job.attemptsMax,
    retryAfterS: outcome.error.retryAfterS ?? null,
    random: Math.random(),
  });
  if (delayMs === null) return { to: "failed", at, patch: { error, durationMs } };
  return { to: "retrying", at, patch: { error, durationMs, delayMs } };
}

/** A job as a settlement leaves it. */
export function settledJob({ job, settlement }: { job: Job; settlement: Settlement }): Job {
  const { to, at } = settlement;
  const { delayMs, ...patch } = settlement.patch;
  const isOver = to === "succeeded" || to === "failed";
  return {
    ...job,
    ...patch,
    ...(delayMs !== undefined && { runAt: new Date(at.getTime() + delayMs) }),
    state: to,
    finishedAt: isOver ? at : null,
    heldBy: null,
    leaseUntil: null,
  };
}

/** Without what Postgres cannot read back as text: another party's words may hold a NUL or half a character. */
function storable(error: JobError): JobError {
  const text = JSON.stringify(error).replaceAll("\\u0000", "\\ufffd");
  return JSON.parse(text.replace(/\\ud[89a-f][0-9a-f]{2}/g, "\\ufffd")) as JobError;
}
