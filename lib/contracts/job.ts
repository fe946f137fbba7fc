import { z } from "zod";
import { Intent } from "./intent";

export const Mode = z.enum(["agent", "flow", "mcp"]);
export type Mode = z.infer<typeof Mode>;

export const JobState = z.enum([
  "queued",
  "awaiting_approval",
  "running",
  "retrying",
  "succeeded",
  "failed",
  "cancelled",
  "expired",
  "rejected",
]);
export type JobState = z.infer<typeof JobState>;

/** Who asked for a job. */
export const CallerKind = z.enum(["key", "user", "grant", "local", "process"]);
export type CallerKind = z.infer<typeof CallerKind>;

/** What a job's stream tells: it moved, it got further, it put something out, it asks or was answered. */
export const JobEventType = z.enum(["state", "progress", "output", "question"]);
export type JobEventType = z.infer<typeof JobEventType>;

/** How far a run has come, as its tool says. */
export const JobProgress = z.strictObject({
  fraction: z.number().min(0).max(1).optional().describe("0 to 1, where it is known."),
  message: z.string(),
  at: z.string().describe("When, ISO 8601."),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** How far the telling of a job's end has come. */
export const CallbackState = z.enum(["waiting", "delivered", "failed"]);
export type CallbackState = z.infer<typeof CallbackState>;

/** The filters of `GET /jobs`; `cursor` is the `next_cursor` of the page before. */
export const JobsQuery = z.strictObject({
  state: JobState.optional().describe("Only jobs in this state."),
  intent: Intent.optional().describe("Only jobs of this intent."),
  mode: Mode.optional().describe("Only jobs that this engine runs."),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Jobs on a page, 1 to 100."),
  cursor: z
    .string()
    .regex(/^job_[0-9a-z]{26}$/, "must be the next_cursor of an earlier answer")
    .optional()
    .describe("The next_cursor of the page before."),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

/** `GET /jobs/{id}`: how long to wait for the end or a question, and whether the answer may exceed 100,000 characters. */
export const JobQuery = z.strictObject({
  wait: z.coerce.number().min(0).max(40).default(0).describe("Seconds to wait for the end or a question, 0 to 40."),
  full: z
    .stringbool()
    .default(false)
    .describe("Whether the answer may exceed 100,000 characters instead of being cut."),
});
export type JobQuery = z.infer<typeof JobQuery>;

/** The body of a path that takes none: nothing, or an empty object. */
export const NoBody = z.strictObject({});
