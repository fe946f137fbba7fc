import type { ApprovalNotice } from "@/lib/contracts/approval";
import type { Envelope, ErrorEnvelope, JobSummary, JobView } from "@/lib/contracts/envelope";
import { fromMicros } from "@/lib/contracts/money";
import type { AppError } from "@/lib/core/app-error";
import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import { callbackId } from "@/lib/records/callbacks/callback-id";
import type { Context } from "@/lib/records/context";
import type { JobDetails } from "@/lib/records/jobs/find-job-details";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import type { JobQuestion } from "@/lib/records/questions/question";
import { approvalUrl } from "./approval-url";
import { jobFileView } from "./job-file-view";
import { questionNotice, questionSentence, questionStateOf, questionView } from "./question-view";
import { rateLimitOf } from "./rate-limit-of";

/** A job, and what it waits with, where that was looked up. */
export type AskingJob = Job & { question?: JobQuestion | null };

/** The answer that a job stands for at this moment; `readEnvelope` looks for what it asks. */
export function jobEnvelope(ctx: Pick<Context, "env">, job: AskingJob): Envelope {
  // One that is tried again has an error too, of its last attempt.
  if (job.error && isFinished(job)) {
    const { code, error, hint, errors = [], breaker, mayHaveRun = true } = job.error;
    return {
      status: "error",
      error,
      code,
      // What must happen once and may have happened: sending it again is a person's decision.
      retryable: errorCodes[code].isRetryable && (job.effects !== "once" || !mayHaveRun),
      ...(hint && { hint }),
      errors,
      ...(breaker && { breaker }),
      // Not of whoever joined it: under this one the log has the reason.
      request_id: job.requestId,
      job_id: job.id,
      mode: job.mode,
      ...(job.durationMs !== null && { duration_ms: job.durationMs }),
    };
  }
  if (job.result) {
    const { value, dryRunNote } = job.result;
    return {
      status: "success",
      result: value,
      ...(dryRunNote !== undefined && { dry_run: true as const, note: dryRunNote }),
      mode: job.mode,
      duration_ms: job.durationMs ?? 0,
      job_id: job.id,
    };
  }
  if (job.state === "succeeded") {
    return {
      status: "success",
      result: null,
      mode: job.mode,
      duration_ms: job.durationMs ?? 0,
      job_id: job.id,
      note: `The result was removed after ${ctx.env.retention.payloadDays} days.`,
    };
  }
  return {
    status: "accepted",
    job_id: job.id,
    message: messageOf(ctx, job),
    mode: job.mode,
    callback_url: job.callbackUrl,
    poll_url: `${ctx.env.publicUrl}/jobs/${job.id}`,
    retry_after_s: job.state === "awaiting_approval" || job.question ? 10 : 2,
    ...(job.state === "awaiting_approval" && { approval: approvalNotice(ctx, job) }),
    ...(job.question && { question: questionNotice(ctx, job.question) }),
  };
}

/** A sentence that a model can say to its user. */
function messageOf(ctx: Pick<Context, "env">, job: AskingJob): string {
  const { state, error, expiresAt, heldBy, question } = job;
  if (question) return questionSentence(ctx, question);
  if (state === "awaiting_approval") {
    return `A person must approve this first, at ${approvalUrl(ctx, job)}. It runs when they do; poll the job for the end.`;
  }
  if (state === "retrying" && error) return `It did not work yet and is tried again by itself. ${error.error}`;
  if (state === "running" && heldBy === null && expiresAt) return "It goes on outside and reports its end by itself.";
  return "Job accepted for async processing";
}

function approvalNotice(ctx: Pick<Context, "env">, job: Job): ApprovalNotice {
  const expiresAt = job.expiresAt ?? job.createdAt;
  return { id: approvalIdOf(job), url: approvalUrl(ctx, job), expires_at: expiresAt.toISOString() };
}

/** Errors that know when they pass; what another party asks for is none of our callers' business. */
const limitCodes: ReadonlySet<ErrorCode> = new Set([
  "rate_limited",
  "too_many_jobs",
  "budget_exceeded",
  "too_many_attempts",
]);

/** The answer for a call that never became a job. */
export function errorEnvelope(error: AppError, requestId: string): ErrorEnvelope {
  return {
    status: "error",
    error: error.detail,
    code: error.code,
    retryable: errorCodes[error.code].isRetryable,
    ...(error.hint && { hint: error.hint }),
    errors: error.errors,
    ...(error.breaker && { breaker: error.breaker }),
    ...(limitCodes.has(error.code) && error.retryAfterS !== undefined && { retry_after_s: error.retryAfterS }),
    ...rateLimitOf(error.rates),
    ...(error.budget && { budget: error.budget }),
    request_id: requestId,
  };
}

/** A job as `GET /jobs/{id}` shows it. */
export function jobView(ctx: Pick<Context, "env">, { job, ...details }: { job: Job } & JobDetails): JobView {
  const { callbacks, progress, questions, files } = details;
  const question = questions.find((one) => questionStateOf(one, job) === "waiting") ?? null;
  return {
    ...jobEnvelope(ctx, { ...job, question }),
    intent: job.intent,
    state: job.state,
    caller: job.callerName,
    inputs: job.inputs,
    context: job.context,
    callback_url: job.callbackUrl,
    request_id: job.requestId,
    callback: callbacks.find(({ id }) => id === callbackId({ jobId: job.id })) ?? null,
    callbacks,
    progress,
    questions: questions.map((one) => questionView(one, job)),
    files: files.map((file) => jobFileView(ctx, { jobId: job.id, file })),
    ...(job.costMicros > 0 && { cost: { amount: fromMicros(job.costMicros), currency: ctx.env.currency } }),
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
    ...attemptsOf(job),
  };
}

/** A job as a row of `GET /jobs`. */
export function jobSummary(
  job: Attempts &
    Pick<Job, "id" | "intent" | "mode" | "callerName" | "createdAt" | "finishedAt" | "durationMs"> & {
      error: string | null;
    },
): JobSummary {
  return {
    job_id: job.id,
    intent: job.intent,
    mode: job.mode,
    state: job.state,
    caller: job.callerName,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
    duration_ms: job.durationMs,
    error: job.error,
    // What succeeded without a run was only looked at; results, which say so too, are too large to read for a list.
    ...(job.state === "succeeded" && job.attempt === 0 && { dry_run: true as const }),
    ...attemptsOf(job),
  };
}

type Attempts = Pick<Job, "state" | "attempt" | "attemptsMax" | "runAt" | "replayOf">;

function attemptsOf({ state, attempt, attemptsMax, runAt, replayOf }: Attempts) {
  return {
    attempt,
    attempts_max: attemptsMax,
    next_attempt_at: state === "retrying" ? (runAt?.toISOString() ?? null) : null,
    replay_of: replayOf,
  };
}
