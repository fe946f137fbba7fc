import { z } from "zod";
import { IntentPattern } from "./intent";
import { Mode } from "./job";
import { statsRanges } from "./stats-ranges";

export const StatsRange = z.enum(statsRanges);
export type StatsRange = z.infer<typeof StatsRange>;

/** The query of `GET /stats`. */
export const StatsQuery = z.strictObject({
  range: StatsRange.default("24h").describe("How far back."),
  intent: IntentPattern.optional().describe("Only calls of this intent, or of a family such as memory.*."),
});
export type StatsQuery = z.infer<typeof StatsQuery>;

/** What can be said of some calls together. */
export const CallStats = z.strictObject({
  calls: z.number().int(),
  failures: z.number().int().describe("Those that failed or expired."),
  p50_ms: z.number().int().nullable().describe("Half of those that ran took no longer."),
  p95_ms: z.number().int().nullable().describe("95 of 100 that ran took no longer."),
});
export type CallStats = z.infer<typeof CallStats>;

/** The answer of `GET /stats`. */
export const Stats = z.strictObject({
  range: StatsRange,
  since: z.string().describe("Where the first bucket begins."),
  bucket_s: z.number().int().describe("How long a bucket is, in seconds."),
  covers_since: z
    .string()
    .nullable()
    .describe(
      "Null when every call of the range was counted; else the time from which on they were: the newest 100,000.",
    ),
  total: CallStats,
  buckets: z
    .array(z.strictObject({ at: z.string(), modes: z.partialRecord(Mode, CallStats) }))
    .describe("Every bucket of the range, oldest first."),
  intents: z.array(CallStats.extend({ intent: z.string() })).describe("The 200 intents with the most calls."),
});
export type Stats = z.infer<typeof Stats>;
