import { z } from "zod";
import { IntentPattern } from "./intent";

export const AlertKind = z.enum([
  "failure_rate",
  "latency_p95",
  "spend",
  "breaker_open",
  "approval_waiting",
  "callbacks_failing",
]);
export type AlertKind = z.infer<typeof AlertKind>;

/** What of an alert is told to the operators' channel. */
export type AlertNotice = "began" | "ended";

export const AlertRuleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "must be 1 to 40 lower-case letters, digits, _ and -");

/** The body of `PUT /alerts/rules/:id`. */
export const AlertRuleRequest = z.strictObject({
  kind: AlertKind,
  intent: IntentPattern.default("*").describe("Which calls it looks at; * for those kinds that look at no call."),
  threshold: z
    .number()
    .positive()
    .max(1e9)
    .describe("failure_rate: percent. latency_p95: ms. spend: of the currency. approval_waiting: s. Others: a count."),
  window_s: z.int().min(60).max(2_678_400).describe("How far back it looks, in seconds; a spend in whole hours."),
  calls_min: z.int().min(1).max(1_000_000).default(1).describe("With fewer calls it says nothing."),
  is_enabled: z.boolean().default(true),
});
export type AlertRuleRequest = z.infer<typeof AlertRuleRequest>;

export const AlertRule = z.strictObject({
  id: AlertRuleId,
  ...AlertRuleRequest.shape,
  is_default: z.boolean().describe("Whether it was there from the start, and can be switched off but not removed."),
});
export type AlertRule = z.infer<typeof AlertRule>;

export const AlertEntry = z.strictObject({
  id: z.string(),
  rule_id: z.string(),
  kind: AlertKind,
  began_at: z.string(),
  ended_at: z.string().nullable(),
  value: z.number().describe("The worst that was seen."),
  threshold: z.number(),
  says: z.string().describe("What it is about, in a sentence."),
  path: z.string().describe("Where in the console to look."),
});
export type AlertEntry = z.infer<typeof AlertEntry>;

/** The answer of `GET /alerts`. */
export const AlertList = z.strictObject({
  rules: z.array(AlertRule),
  alerts: z.array(AlertEntry).describe("Those that hold now, then the newest that are over; 50 at most."),
  is_told: z.boolean().describe("Whether a channel is told (ORCHESTRATOR_APPROVAL_WEBHOOK)."),
});
export type AlertList = z.infer<typeof AlertList>;
