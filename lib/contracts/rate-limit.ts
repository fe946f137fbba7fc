import { z } from "zod";
import type { BudgetFacts, RateFacts } from "@/lib/core/app-error";

/** How far a caller has used a limit on calls up. */
export const RateLimit: z.ZodType<RateFacts> = z.strictObject({
  name: z.string().describe("What sets it: caller for the key's own, else the pattern of an operator's rule."),
  limit: z.number().int().describe("How many calls may come at once after a rest."),
  window_s: z.number().int().describe("In how many seconds so many come anew."),
  remaining: z.number().int().describe("How many may come now."),
  reset_s: z.number().int().describe("In how many seconds all of them may."),
});

/** The budget that a call would go past. */
export const BudgetLeft: z.ZodType<BudgetFacts> = z.strictObject({
  budget_id: z.string(),
  limit: z.number().describe("What may be spent in the period."),
  spent: z.number(),
  reserved: z.number().describe("What is set aside for calls that have not ended."),
  needed: z.number().describe("What the refused call may cost at most."),
  currency: z.string(),
  resets_at: z.string().describe("When the next period begins."),
});
