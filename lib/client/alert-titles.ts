import type { AlertKind } from "@/lib/contracts/alert";

export const alertTitles: Record<AlertKind, string> = {
  failure_rate: "Calls fail",
  latency_p95: "Calls are slow",
  spend: "Much was spent",
  breaker_open: "A target is left alone",
  approval_waiting: "An approval waits",
  callbacks_failing: "Callbacks fail",
};

/** The kinds that look at calls, of one intent or family where a rule says so. */
export const kindsWithCalls: readonly AlertKind[] = ["failure_rate", "latency_p95", "spend"];
/** The kinds that a pattern of intents narrows. */
export const kindsWithIntent: readonly AlertKind[] = [...kindsWithCalls, "approval_waiting"];
/** The kinds that look at what is so now, whatever their window. */
export const kindsWithoutWindow: readonly AlertKind[] = ["breaker_open", "approval_waiting"];
