import type { IntentRule } from "@/lib/contracts/intent-rule";
import { fromMicros } from "@/lib/contracts/money";
import type { StoredRule } from "./list-rules";

/** A rule as it is shown. */
export function ruleEntry(rule: StoredRule): IntentRule {
  const { pricePerCall, pricePerSecond, pricePerUnit } = rule;
  const isPriced = pricePerCall !== null || pricePerSecond !== null || pricePerUnit !== null;
  return {
    pattern: rule.pattern,
    is_enabled: rule.isEnabled,
    rate_per_minute: rule.ratePerMinute,
    burst: rule.burst,
    concurrent_max: rule.concurrentMax,
    counts: rule.counts,
    price: isPriced
      ? {
          per_call: fromMicros(pricePerCall ?? 0),
          per_second: fromMicros(pricePerSecond ?? 0),
          per_unit: fromMicros(pricePerUnit ?? 0),
          unit: rule.unit,
          units_max: rule.unitsMax ?? 0,
        }
      : null,
    updated_at: rule.updatedAt.toISOString(),
    updated_by: rule.updatedBy,
  };
}
