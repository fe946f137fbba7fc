import { z } from "zod";

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
