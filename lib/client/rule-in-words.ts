import type { AlertKind, AlertRule } from "@/lib/contracts/alert";
import { formatDuration } from "./format-time";

/** What the threshold of a kind is. */
export const thresholdLabels: Record<AlertKind, string> = {
  failure_rate: "Percent of calls that failed",
  latency_p95: "95th percentile, in milliseconds",
  spend: "Cost, in your currency",
  breaker_open: "Targets that are left alone",
  approval_waiting: "Seconds that one has waited",
  callbacks_failing: "Callbacks that do not get through",
};

/** When a rule holds, as a sentence. */
export function ruleInWords({ kind, intent, threshold, window_s, calls_min }: AlertRule): string {
  const number = threshold.toLocaleString("en");
  const of = intent === "*" ? "" : ` of ${intent}`;
  const calls = `the calls${of} in the last ${spanOf(window_s)}`;
  const least = calls_min > 1 ? `, of ${calls_min.toLocaleString("en")} calls or more` : "";
  switch (kind) {
    case "failure_rate":
      return `When ${number} % or more of ${calls} failed${least}.`;
    case "latency_p95":
      return `When 5 of 100 of ${calls} took ${formatDuration(threshold)} or longer${least}.`;
    case "spend":
      return `When ${calls} cost ${number} or more${least}.`;
    case "breaker_open":
      return threshold <= 1
        ? "When a target keeps failing and is left alone."
        : `When ${number} targets keep failing and are left alone.`;
    case "approval_waiting":
      return `When an approval${of} has waited for ${spanOf(threshold)}.`;
    case "callbacks_failing":
      return `When ${number} or more callbacks of jobs of the last ${spanOf(window_s)} do not get through.`;
  }
}

function spanOf(seconds: number): string {
  if (seconds >= 172_800 && seconds % 86_400 === 0) return `${seconds / 86_400} days`;
  if (seconds >= 3_600 && seconds % 3_600 === 0) return seconds === 3_600 ? "hour" : `${seconds / 3_600} hours`;
  if (seconds < 60) return `${seconds} s`;
  return `${Number((seconds / 60).toFixed(1))} min`;
}
