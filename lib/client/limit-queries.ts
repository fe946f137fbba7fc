import { queryOptions } from "@tanstack/react-query";
import type { Budget, BudgetList } from "@/lib/contracts/budget";
import type { IntentRuleList, SavedIntentRule } from "@/lib/contracts/intent-rule";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

const budgetsMs = 10_000;

/** What operators say of intents, for admins. */
export function rulesQuery() {
  return queryOptions({
    queryKey: ["intent-rules"],
    queryFn: ({ signal }) => getJson<IntentRuleList>("/api/intent-rules", { signal }),
  });
}

/** Every budget with how it stands, for admins. */
export function budgetsQuery() {
  return queryOptions({
    queryKey: ["budgets"],
    queryFn: ({ signal }) => getJson<BudgetList>("/api/budgets", { signal }),
    refetchInterval: budgetsMs,
  });
}

/** Changes what is given of a rule, or makes it. */
export function saveRule({ pattern, body }: { pattern: string; body: object }): Promise<SavedIntentRule> {
  return sendJson<SavedIntentRule>({ method: "PATCH", path: rulePath(pattern), body });
}

export function removeRule(pattern: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: rulePath(pattern) });
}

export function addBudget(body: object): Promise<Budget> {
  return sendJson<Budget>({ method: "POST", path: "/api/budgets", body });
}

export function changeBudget({ id, body }: { id: string; body: object }): Promise<Budget> {
  return sendJson<Budget>({ method: "PATCH", path: budgetPath(id), body });
}

export function removeBudget(id: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: budgetPath(id) });
}

function rulePath(pattern: string): string {
  return `/api/intent-rules/${encodeURIComponent(pattern)}`;
}

function budgetPath(id: string): string {
  return `/api/budgets/${encodeURIComponent(id)}`;
}
