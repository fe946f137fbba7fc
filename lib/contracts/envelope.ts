import { z } from "zod";
import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";
import { ApprovalNotice } from "./approval";
import { CallbackView } from "./callback";
import { JobProgress, JobState, Mode } from "./job";
import { JobFileView } from "./job-file";
import { QuestionNotice, QuestionView } from "./job-question";
import { BudgetLeft, RateLimit } from "./rate-limit";

export const FieldError = z.strictObject({
  path: z.string().describe("Where, such as inputs.tags[0]."),
  message: z.string().describe("What is wrong there."),
});

/** A target outside that failed too often in a row, and is left alone for a while. */
export const Breaker = z.strictObject({
  target: z.string().describe("What failed."),
  state: z
    .enum(["closed", "open", "half_open"])
    .describe("open: it is not called for now; half_open: it is tried out."),
  retry_after_s: z.number().int().min(0).describe("In how many seconds it is called again."),
});

const rate_limit = RateLimit.optional().describe("Present when calls are limited: the limit that is closest.");

export const SuccessEnvelope = z.strictObject({
  status: z.literal("success"),
  result: z.unknown().describe("What the intent returned; its shape depends on the intent."),
  mode: Mode,
  duration_ms: z.number().int().min(0).describe("How long the action itself took, in milliseconds."),
  job_id: z.string().describe("The record of this call, for GET /jobs/{job_id}."),
  dry_run: z.literal(true).optional().describe("Present when nothing was done, only shown."),
  note: z.string().optional().describe("What to do next, for the person or the model reading this."),
  truncated: z.literal(true).optional().describe("Present when the result was cut; the whole is on the job."),
  rate_limit,
});

export const AcceptedEnvelope = z.strictObject({
  status: z.literal("accepted"),
  job_id: z.string(),
  message: z.string().describe("A sentence that can be said to the user."),
  mode: Mode,
  callback_url: z.string().nullable(),
  poll_url: z.string().describe("GET this for the state and, when it is ready, the result."),
  retry_after_s: z.number().int().describe("How long to wait before polling, in seconds."),
  approval: ApprovalNotice.optional().describe("Present when a person must decide first."),
  question: QuestionNotice.optional().describe("Present when the running job waits for an answer."),
  rate_limit,
});

export const ErrorEnvelope = z.strictObject({
  status: z.literal("error"),
  error: z.string().describe("What went wrong, as a sentence."),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  retryable: z.boolean().describe("Whether the same call may succeed later."),
  hint: z.string().optional().describe("What to do about it."),
  errors: z.array(FieldError).describe("The fields at fault; empty when none is."),
  breaker: Breaker.optional().describe("Present when the target of the call is left alone because it kept failing."),
  retry_after_s: z.number().int().min(0).optional().describe("In how many seconds the same call may succeed."),
  rate_limit,
  budget: BudgetLeft.optional().describe("Present when the call might go past a budget."),
  request_id: z
    .string()
    .describe("Quote this when asking an operator; of a failed job, the request that started it, as the log names it."),
  job_id: z.string().optional(),
  mode: Mode.optional(),
  duration_ms: z.number().int().min(0).optional().describe("How long the action ran; absent when it did not."),
});

/** The one answer of every way in, told apart by `status`. */
export const Envelope = z.discriminatedUnion("status", [SuccessEnvelope, AcceptedEnvelope, ErrorEnvelope]);
export type Envelope = z.infer<typeof Envelope>;
export type SuccessEnvelope = z.infer<typeof SuccessEnvelope>;
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

const attemptFields = {
  attempt: z.number().int().describe("Which run of it this is; 0 while it has not started."),
  attempts_max: z.number().int().describe("How often it is tried when it fails in a way that may pass."),
  next_attempt_at: z.string().nullable().describe("When it is tried again; null unless it is retrying."),
  replay_of: z.string().nullable().describe("The job that this one repeats."),
};

const JobCost = z.strictObject({
  amount: z.number().describe("What the call cost in the end, with six decimals at most."),
  currency: z.string().describe("ISO 4217."),
});

const jobFields = {
  intent: z.string(),
  state: JobState,
  caller: z.string().describe("The key or user that asked, or local."),
  inputs: z.record(z.string(), z.unknown()),
  context: z.record(z.string(), z.unknown()).nullable(),
  callback_url: z.string().nullable(),
  request_id: z.string().describe("The request that started it, as the log names it."),
  callback: CallbackView.nullable().describe("How telling callback_url goes; null until the job has ended."),
  callbacks: z
    .array(CallbackView)
    .describe("The same for each address: callback_url first, then those of requests that this job answered for."),
  progress: JobProgress.nullable().describe("The newest of a running job that tells of its progress; else null."),
  questions: z.array(QuestionView).describe("What it has asked, oldest first."),
  files: z.array(JobFileView).describe("What it made that is no text."),
  cost: JobCost.optional().describe("Present when it cost something."),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  ...attemptFields,
  truncated: SuccessEnvelope.shape.truncated,
};

/** `GET /jobs/{id}`: the envelope that the call would get now, and the job's own fields beside it. */
export const JobView = z.discriminatedUnion("status", [
  z.strictObject({ ...SuccessEnvelope.shape, ...jobFields }),
  z.strictObject({ ...AcceptedEnvelope.shape, ...jobFields }),
  z.strictObject({ ...ErrorEnvelope.shape, ...jobFields }),
]);
export type JobView = z.infer<typeof JobView>;

/** One row of `GET /jobs`: no inputs and no result, so that a page stays small. */
export const JobSummary = z.strictObject({
  job_id: z.string(),
  intent: z.string(),
  mode: Mode,
  state: JobState,
  caller: z.string(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  duration_ms: z.number().int().nullable(),
  error: z.string().nullable(),
  dry_run: SuccessEnvelope.shape.dry_run,
  ...attemptFields,
});
export type JobSummary = z.infer<typeof JobSummary>;

export const JobList = z.strictObject({
  jobs: z.array(JobSummary),
  next_cursor: z.string().nullable().describe("Give this as cursor for the next page; null on the last."),
});
export type JobList = z.infer<typeof JobList>;
