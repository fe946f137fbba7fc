import type { IntentRule } from "@/lib/contracts/intent-rule";

/** A rule in one line. */
export function describeRule(rule: IntentRule, currency: string): string {
  const { rate_per_minute: rate, burst, concurrent_max: places, counts, price } = rule;
  const isLimiting = rate !== null || places !== null;
  return [
    rule.pattern,
    rule.is_enabled ? "on" : "STOPPED",
    ...(rate === null ? [] : [`${rate} a minute${burst === null ? "" : `, ${burst} at once`}`]),
    ...(places === null ? [] : [`${places} jobs at a time`]),
    ...(isLimiting ? [counts === "all" ? "all callers together" : "each caller"] : []),
    ...(price && price.per_call > 0 ? [`${price.per_call} ${currency} a call`] : []),
    ...(price && price.per_second > 0 ? [`${price.per_second} ${currency} a second`] : []),
    ...(price && price.per_unit > 0 ? [`${price.per_unit} ${currency} a ${price.unit ?? "unit"}`] : []),
  ].join("  ");
}
