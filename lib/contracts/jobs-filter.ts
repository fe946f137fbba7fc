import { z } from "zod";
import { IntentPattern } from "./intent";
import { JobState, Mode } from "./job";
import { Moment } from "./moment";

const JobId = z.string().regex(/^job_[0-9a-z]{26}$/, "must be a job_id");
const states = JobState.options.join("|");
const agoPattern = /^([1-9][0-9]{0,3})(m|h|d)$/;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment, or how long before now it was. */
export const Since = z.string().refine((text) => agoPattern.test(text) || Moment.safeParse(text).success, {
  error: "must be a time (ISO 8601), or how long ago, such as 15m, 24h or 7d",
});

/** Which jobs: what every list, stream, count, export and bulk action of jobs takes. */
export const JobsFilter = z.strictObject({
  state: z
    .string()
    .regex(
      new RegExp(`^(${states})(,(${states}))*$`),
      `must be states separated by commas: ${JobState.options.join(", ")}`,
    )
    .optional()
    .describe("Only jobs in one of these states, separated by commas."),
  intent: IntentPattern.optional().describe("Only jobs of this intent, or of a family such as memory.*."),
  mode: Mode.optional().describe("Only jobs that this engine runs."),
  caller: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Only jobs of this caller: a key_id, a user's id or local, or the beginning of a name."),
  since: Since.optional().describe("Only jobs made since then: a time (ISO 8601), or how long ago (15m, 24h, 7d)."),
  until: Moment.optional().describe("Only jobs made before this time (ISO 8601)."),
  replay_of: JobId.optional().describe("Only jobs that repeat this one."),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      "Only jobs whose intent, caller or error holds this text, or whose id begins with it. Inputs and results are not searched.",
    ),
});
export type JobsFilter = z.infer<typeof JobsFilter>;

/** The query of `GET /jobs`; `cursor` is the `next_cursor` of the page before. */
export const JobsQuery = z.strictObject({
  ...JobsFilter.shape,
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Jobs on a page, 1 to 100."),
  cursor: z
    .string()
    .regex(/^job_[0-9a-z]{26}$/, "must be the next_cursor of an earlier answer")
    .optional()
    .describe("The next_cursor of the page before."),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

/** The states that a filter names; null for any. */
export function statesOf({ state }: Pick<JobsFilter, "state">): JobState[] | null {
  return state === undefined ? null : [...new Set(state.split(",") as JobState[])];
}

/** The moment that a `since` stands for, in milliseconds. */
export function sinceMsOf({ since, nowMs }: { since: string; nowMs: number }): number {
  const [, count, unit] = agoPattern.exec(since) ?? [];
  return count ? nowMs - Number(count) * unitMs[unit as keyof typeof unitMs] : Date.parse(since);
}

/** Whether a `caller` names one by its id; else it is the beginning of a name. */
export function isCallerId(caller: string): boolean {
  return /^(local|process|(key|usr|prc|grt)_[0-9a-z]+)$/.test(caller);
}

/** Whether a searched text is the beginning of a job's id. */
export function isJobIdStart(q: string): boolean {
  return /^job_[0-9a-z]{0,26}$/.test(q);
}
