import type { Budget } from "@/lib/contracts/budget";

/** What the audit log keeps of a budget: what it is, not how it stands. */
export function auditedBudget({ scope, subject, period, soft, hard }: Budget) {
  return { scope, subject, period, soft, hard };
}
