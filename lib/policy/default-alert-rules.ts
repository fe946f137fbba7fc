import type { AlertRule } from "@/lib/contracts/alert";

type DefaultRule = Omit<AlertRule, "is_default" | "is_enabled">;

/** What operators are told of unless they say otherwise. */
export const defaultAlertRules: readonly DefaultRule[] = [
  { id: "calls-fail", kind: "failure_rate", intent: "*", threshold: 25, window_s: 900, calls_min: 20 },
  { id: "calls-are-slow", kind: "latency_p95", intent: "*", threshold: 30_000, window_s: 900, calls_min: 20 },
  { id: "spend-of-a-day", kind: "spend", intent: "*", threshold: 100, window_s: 86_400, calls_min: 1 },
  { id: "breaker-open", kind: "breaker_open", intent: "*", threshold: 1, window_s: 60, calls_min: 1 },
  { id: "approval-waits", kind: "approval_waiting", intent: "*", threshold: 300, window_s: 86_400, calls_min: 1 },
  { id: "callbacks-fail", kind: "callbacks_failing", intent: "*", threshold: 5, window_s: 3_600, calls_min: 1 },
];

export function isDefaultAlertRule(id: string): boolean {
  return defaultAlertRules.some((rule) => rule.id === id);
}
