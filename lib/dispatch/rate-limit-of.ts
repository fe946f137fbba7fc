import type { RateFacts } from "@/lib/core/app-error";

/** The limit that is closest, as a member of an answer; nothing where calls are not limited. */
export function rateLimitOf(rates: readonly RateFacts[]): { rate_limit?: RateFacts } {
  const closest = closestRate(rates);
  return closest ? { rate_limit: closest } : {};
}

/** The one with the least left; null without any. */
export function closestRate(rates: readonly RateFacts[]): RateFacts | null {
  const [first, ...others] = rates;
  if (!first) return null;
  return others.reduce((closest, rate) => (rate.remaining < closest.remaining ? rate : closest), first);
}
