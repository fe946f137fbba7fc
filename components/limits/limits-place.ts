"use client";

import { useSearchParams } from "next/navigation";

const path = "/console/limits";

export type LimitsView =
  | { kind: "list" }
  | { kind: "new rule" }
  | { kind: "new budget" }
  | { kind: "rule"; pattern: string }
  | { kind: "budget"; id: string };

export const limitsHref = path;
export const newRuleHref = `${path}?new=rule`;
export const newBudgetHref = `${path}?new=budget`;

export function ruleHref(pattern: string): string {
  return `${path}?rule=${encodeURIComponent(pattern)}`;
}

export function budgetHref(id: string): string {
  return `${path}?budget=${encodeURIComponent(id)}`;
}

/** What the page shows, as its URL says. */
export function useLimitsView(): LimitsView {
  const params = useSearchParams();
  const pattern = params.get("rule");
  const id = params.get("budget");
  if (pattern) return { kind: "rule", pattern };
  if (id) return { kind: "budget", id };
  switch (params.get("new")) {
    case "rule":
      return { kind: "new rule" };
    case "budget":
      return { kind: "new budget" };
    default:
      return { kind: "list" };
  }
}
