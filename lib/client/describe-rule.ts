import type { IntentRule } from "@/lib/contracts/intent-rule";

/** An amount in the installation's currency, with as many decimals as it has. */
export function formatAmount(amount: number, currency: string): string {
  return `${amount.toLocaleString("en", { maximumFractionDigits: 6 })} ${currency}`;
}

/** What a rule limits, in one line; empty when nothing. */
export function describeLimits({ rate_per_minute, burst, concurrent_max, counts }: IntentRule): string {
  const rate =
    rate_per_minute === null
      ? []
      : [`${plural(rate_per_minute, "call")} a minute${burst === null ? "" : `, ${burst} at once`}`];
  const places = concurrent_max === null ? [] : [`${plural(concurrent_max, "job")} at a time`];
  const parts = [...rate, ...places];
  if (parts.length === 0) return "";
  return [...parts, counts === "all" ? "all callers together" : "each caller"].join(" · ");
}

/** What a rule makes a call cost, in one line; empty when it sets no price. */
export function describePrice({ price }: IntentRule, currency: string): string {
  if (price === null) return "";
  const { per_call, per_second, per_unit, unit, units_max } = price;
  const parts = [
    ...(per_call > 0 ? [`${formatAmount(per_call, currency)} a call`] : []),
    ...(per_second > 0 ? [`${formatAmount(per_second, currency)} a second`] : []),
    ...(per_unit > 0
      ? [`${formatAmount(per_unit, currency)} a ${unit ?? "unit"}, up to ${units_max.toLocaleString("en")} set aside`]
      : []),
  ];
  return parts.join(" · ") || "free";
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}
