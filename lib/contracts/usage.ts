import { z } from "zod";
import { IntentPattern } from "./intent";
import { CallerKind, Mode } from "./job";
import { Since } from "./jobs-filter";
import { Moment } from "./moment";

/** How a call ended; `refused` ones never became a job, and a `dry_run` was only looked at. */
export const UsageOutcome = z.enum(["succeeded", "failed", "cancelled", "expired", "rejected", "dry_run", "refused"]);
export type UsageOutcome = z.infer<typeof UsageOutcome>;

/** Who called; `unknown` where nobody could tell. */
export const UsageCallerKind = z.enum([...CallerKind.options, "unknown"]);
export type UsageCallerKind = z.infer<typeof UsageCallerKind>;

/** In place of an intent or a caller that is not known, or that came after too many others of its hour. */
export const unknownName = "(unknown)";
export const otherName = "(other)";

export const UsageGroup = z.enum(["intent", "mode", "caller", "outcome", "code", "namespace"]);
export type UsageGroup = z.infer<typeof UsageGroup>;

export const UsageBucket = z.enum(["hour", "day", "month", "all"]);
export type UsageBucket = z.infer<typeof UsageBucket>;

export const usageGroupsMax = 3;
export const usageDaysMax = 366;
/** By the hour: what a year of hours costs to read, others would wait for. */
export const usageHourlyDaysMax = 31;
const outcomes = UsageOutcome.options.join("|");

const Groups = z
  .string()
  .transform((list) => list.split(","))
  .pipe(
    z
      .array(UsageGroup)
      .max(usageGroupsMax, `must be ${usageGroupsMax} at most`)
      .refine((groups) => new Set(groups).size === groups.length, "must name each once"),
  );

const name = z.string().min(1).max(200);

/** The query of `GET /usage`. Times are in UTC; whole hours count. */
export const UsageQuery = z.strictObject({
  from: Since.default("24h").describe(
    "Since when: a time (ISO 8601), or how long ago (24h, 30d). 366 days at most, 31 by the hour.",
  ),
  to: Moment.optional().describe("Until when (ISO 8601); now by default."),
  bucket: UsageBucket.default("day").describe("How long a row is: hour, day or month (UTC), or all of the time."),
  group: Groups.default([]).describe(
    "What rows are told apart by, three at most, separated by commas: intent, mode, caller, outcome, code, namespace.",
  ),
  intent: z
    .union([IntentPattern, z.enum([unknownName, otherName])])
    .optional()
    .describe("Only calls of this intent, or of a family such as memory.*."),
  mode: Mode.optional().describe("Only calls that this engine runs."),
  caller: name.optional().describe("Only calls of this caller: an id, or the beginning of a name."),
  outcome: z
    .string()
    .regex(new RegExp(`^(${outcomes})(,(${outcomes}))*$`), `must be of ${UsageOutcome.options.join(", ")}`)
    .optional()
    .describe("Only calls that ended so, separated by commas."),
  code: z
    .string()
    .regex(/^[a-z0-9_]{1,60}$/, "must be an error code")
    .optional()
    .describe("Only calls that ended with this error code."),
  namespace: name.optional().describe("Only calls in this namespace."),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Rows on a page, 1 to 1000."),
  cursor: z.string().min(1).max(2000).optional().describe("The next_cursor of the page before."),
  format: z.enum(["json", "csv"]).optional().describe("csv for a spreadsheet, as Accept: text/csv is."),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

const ms = z.number().int().nullable();

/** What was called in one bucket by one group; only what was asked to be told apart is there. */
export const UsageRow = z.strictObject({
  bucket: z.string().describe("When it begins (ISO 8601)."),
  intent: z.string().optional(),
  mode: z.string().optional().describe("Empty where no engine was chosen yet."),
  caller: z.strictObject({ id: z.string(), name: z.string(), kind: UsageCallerKind }).optional(),
  outcome: UsageOutcome.optional(),
  code: z.string().optional().describe("Empty where nothing went wrong."),
  namespace: z.string().optional(),
  calls: z.number().int().describe("Those that became a job and have ended."),
  failures: z.number().int().describe("Those of them that failed or expired."),
  refused: z.number().int().describe("Calls that never became a job."),
  cost_micros: z.number().int().describe("What they cost, in millionths of the installation's currency."),
  p50_ms: ms.describe("Half of those that ran took no longer, within 5 %."),
  p95_ms: ms,
  p99_ms: ms,
});
export type UsageRow = z.infer<typeof UsageRow>;

/** The answer of `GET /usage`: rows in the order of their bucket and what tells them apart. */
export const Usage = z.strictObject({
  from: z.string(),
  to: z.string(),
  rows: z.array(UsageRow),
  next_cursor: z.string().nullable(),
});
export type Usage = z.infer<typeof Usage>;
