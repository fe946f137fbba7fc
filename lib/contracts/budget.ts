import { z } from "zod";
import { IntentPattern } from "./intent";
import { Namespace } from "./key";
import { Money } from "./money";

/** Whose calls a budget counts: one caller's, a namespace's, those of an intent or family, or all. */
export const BudgetScope = z.enum(["key", "namespace", "intent", "total"]);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** Days and months begin at midnight UTC. */
export const BudgetPeriod = z.enum(["day", "month"]);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

const amounts = {
  soft: Money.nullable().describe("Told once a period when so much is spent; null for never."),
  hard: Money.nullable().describe("A call that might go past this is refused; null for never."),
};
const subject = z.string().trim().max(200);

/** The body of `POST /budgets`. */
export const CreateBudgetRequest = z
  .strictObject({
    scope: BudgetScope,
    subject: subject.default("").describe("The key's id, the namespace or the intent pattern; none for total."),
    period: BudgetPeriod,
    soft: amounts.soft.default(null),
    hard: amounts.hard.default(null),
  })
  .superRefine(({ scope, subject: of, soft, hard }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (scope === "total" && of !== "") fault("subject", "must be left out for total");
    if (scope !== "total" && of === "") fault("subject", `must name the ${scope}`);
    if (scope === "intent" && of !== "" && !IntentPattern.safeParse(of).success) {
      fault("subject", "must be an intent, a family such as memory.*, or *");
    }
    if (scope === "namespace" && of !== "" && !Namespace.safeParse(of).success) {
      fault("subject", "must be a namespace: a-z, 0-9, _ and -");
    }
    if (soft === null && hard === null) fault("hard", "or soft must be given");
  });
export type CreateBudgetRequest = z.infer<typeof CreateBudgetRequest>;

/** The body of `PATCH /budgets/{id}`. What it covers stays: another one is another budget. */
export const UpdateBudgetRequest = z.strictObject(amounts).partial();
export type UpdateBudgetRequest = z.infer<typeof UpdateBudgetRequest>;

export const Budget = z.strictObject({
  budget_id: z.string(),
  scope: BudgetScope,
  subject: z.string(),
  /** The key's name, where it is one. */
  name: z.string().describe("What it covers, in words."),
  period: BudgetPeriod,
  ...amounts,
  spent: z.number().describe("In this period, by calls that have ended."),
  reserved: z.number().describe("The most that calls may cost which have not ended yet."),
  resets_at: z.string().describe("When the next period begins."),
  updated_at: z.string(),
  updated_by: z.string(),
});
export type Budget = z.infer<typeof Budget>;

export const BudgetList = z.strictObject({
  budgets: z.array(Budget),
  currency: z.string().describe("What amounts are in (ISO 4217)."),
});
export type BudgetList = z.infer<typeof BudgetList>;
