import type { Budget } from "@/lib/contracts/budget";
import { numberOf } from "./split-words";

type Values = Record<string, string | boolean>;

/** What the form of a budget begins with. */
export function budgetValues(budget: Budget | null): Values {
  return {
    scope: budget?.scope ?? "total",
    subject: budget?.subject ?? "",
    period: budget?.period ?? "month",
    soft: budget?.soft == null ? "" : String(budget.soft),
    hard: budget?.hard == null ? "" : String(budget.hard),
  };
}

/** The body that a filled form stands for; of a budget that there is, only the amounts change. */
export function budgetRequest(values: Values, budget: Budget | null): object {
  const text = (name: string) => String(values[name] ?? "").trim();
  const optional = (name: string) => (text(name) === "" ? null : numberOf(text(name)));
  const amounts = { soft: optional("soft"), hard: optional("hard") };
  if (budget) return amounts;
  const subject = values.scope === "total" ? "" : text("subject");
  return { scope: values.scope, subject, period: values.period, ...amounts };
}
