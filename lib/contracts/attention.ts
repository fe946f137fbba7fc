import { z } from "zod";
import { AlertEntry } from "./alert";
import { Budget } from "./budget";
import { CallbackState, NoBody } from "./job";

/** The query of `GET /attention`: there is none. */
export const AttentionQuery = NoBody;

/** A callback that did not get through at its last attempt. */
export const TroubledCallback = z.strictObject({
  job_id: z.string(),
  intent: z.string(),
  host: z.string().describe("Where it goes; the whole address is on the job."),
  state: CallbackState,
  attempts: z.number().int(),
  next_at: z.string().nullable().describe("When it is tried again; null when it is given up."),
});

/** A budget that is over its soft amount, or of which a tenth or less is left. */
export const TightBudget = z.strictObject({
  ...Budget.pick({ budget_id: true, name: true, period: true, soft: true, hard: true }).shape,
  ...Budget.pick({ spent: true, reserved: true, resets_at: true }).shape,
  currency: z.string(),
});
export type TightBudget = z.infer<typeof TightBudget>;

/** The answer of `GET /attention`: what a person should look at, beside the approvals and the breakers. */
export const Attention = z.strictObject({
  budgets: z.array(TightBudget).describe("Those over their soft amount or near their hard one, for admins."),
  failed_jobs: z.strictObject({
    count: z.number().int(),
    is_more: z.boolean(),
    since: z.string().describe("From when on they are counted: one hour ago."),
  }),
  alerts: z.array(AlertEntry).describe("The alerts that hold now; none for who may not see the jobs of others."),
  callbacks: z.array(TroubledCallback).describe("The newest 20 of the last seven days."),
});
export type Attention = z.infer<typeof Attention>;
