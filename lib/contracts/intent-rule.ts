import { z } from "zod";
import { IntentPattern } from "./intent";
import { amountMax, Money } from "./money";

/** Whether each caller has a limit for itself, or all share it. */
export const CountsBy = z.enum(["caller", "all"]);
export type CountsBy = z.infer<typeof CountsBy>;

const countMax = 1_000_000;
const count = z.number().int().min(1).max(countMax).nullable();

/** What a call costs: for itself, for each second that it runs, and for each unit that its tool reports. */
export const Price = z
  .strictObject({
    per_call: Money.default(0),
    per_second: Money.default(0),
    per_unit: Money.default(0),
    unit: z.string().trim().min(1).max(40).nullable().default(null).describe("What a unit is, such as token or page."),
    units_max: z
      .number()
      .int()
      .min(0)
      .max(1_000_000_000)
      .default(0)
      .describe("For how many units money is set aside before a call."),
  })
  .refine(({ per_unit, units_max }) => per_unit * units_max <= amountMax, {
    path: ["units_max"],
    error: `is too many for the price: more than ${amountMax.toLocaleString("en")} would be set aside`,
  });
export type Price = z.infer<typeof Price>;

const ruleFields = {
  is_enabled: z.boolean().describe("False stops every intent that the pattern covers."),
  rate_per_minute: count.describe("Calls a minute, in the long run; null without a limit."),
  burst: count.describe("How many of them may come at once; null for a minute's worth."),
  concurrent_max: count.describe("How many jobs may be unfinished at once; null without a limit."),
  counts: CountsBy.describe("caller: each caller has the limits for itself; all: everybody shares them."),
  price: Price.nullable().describe("Null: it sets no price."),
};

/** The body of `PUT /intent-rules/{pattern}`: the whole rule; what is left out is as if there were none. */
export const PutIntentRuleRequest = z.strictObject({
  is_enabled: ruleFields.is_enabled.default(true),
  rate_per_minute: ruleFields.rate_per_minute.default(null),
  burst: ruleFields.burst.default(null),
  concurrent_max: ruleFields.concurrent_max.default(null),
  counts: ruleFields.counts.default("caller"),
  price: ruleFields.price.default(null),
});
export type PutIntentRuleRequest = z.infer<typeof PutIntentRuleRequest>;

/** The body of `PATCH /intent-rules/{pattern}`: what changes of the rule, which is made when there is none. */
export const PatchIntentRuleRequest = z.strictObject(ruleFields).partial();
export type PatchIntentRuleRequest = z.infer<typeof PatchIntentRuleRequest>;

/** The pattern in the path. */
export const IntentRulePath = z.strictObject({ pattern: IntentPattern });

export const IntentRule = z.strictObject({
  pattern: z.string(),
  ...ruleFields,
  updated_at: z.string(),
  updated_by: z.string(),
});
export type IntentRule = z.infer<typeof IntentRule>;

/** The answer of `PUT` and `PATCH /intent-rules/{pattern}`. */
export const SavedIntentRule = IntentRule.extend({
  note: z.string().optional().describe("Present when the pattern covers nothing that is here now."),
});
export type SavedIntentRule = z.infer<typeof SavedIntentRule>;

export const IntentRuleList = z.strictObject({
  rules: z.array(IntentRule),
  currency: z.string().describe("What prices are in (ISO 4217)."),
});
export type IntentRuleList = z.infer<typeof IntentRuleList>;
