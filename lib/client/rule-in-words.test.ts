import { expect, it } from "vitest";
import type { AlertRule } from "@/lib/contracts/alert";
import { ruleInWords } from "./rule-in-words";

const rule: AlertRule = {
  id: "one",
  kind: "failure_rate",
  intent: "*",
  threshold: 25,
  window_s: 900,
  calls_min: 20,
  is_enabled: true,
  is_default: true,
};

it.each<[Partial<AlertRule>, string]>([
  [{}, "When 25 % or more of the calls in the last 15 min failed, of 20 calls or more."],
  [
    { kind: "latency_p95", threshold: 30_000, intent: "memory.*", calls_min: 1 },
    "When 5 of 100 of the calls of memory.* in the last 15 min took 30 s or longer.",
  ],
  [{ kind: "spend", window_s: 86_400, calls_min: 1 }, "When the calls in the last 24 hours cost 25 or more."],
  [{ kind: "breaker_open", threshold: 1 }, "When a target keeps failing and is left alone."],
  [{ kind: "breaker_open", threshold: 3 }, "When 3 targets keep failing and are left alone."],
  [{ kind: "approval_waiting", threshold: 300 }, "When an approval has waited for 5 min."],
  [
    { kind: "callbacks_failing", threshold: 5, window_s: 3_600 },
    "When 5 or more callbacks of jobs of the last hour do not get through.",
  ],
])("says when %j holds", (given, words) => {
  expect(ruleInWords({ ...rule, ...given })).toBe(words);
});
