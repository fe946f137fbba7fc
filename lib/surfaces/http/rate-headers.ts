import type { RateFacts } from "@/lib/core/app-error";
import { closestRate } from "@/lib/dispatch/rate-limit-of";

/**
 * The limits that a call was held to. Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4, and beside it
 * the three headers of earlier drafts, which most clients know.
 */
export function rateHeaders(rates: readonly RateFacts[]): Record<string, string> {
  const closest = closestRate(rates);
  if (!closest) return {};
  // A pattern holds nothing that a structured field's string must escape (RFC 8941, section 3.3.3).
  const policies = rates.map(({ name, limit, window_s }) => `"${name}";q=${limit};w=${window_s}`);
  const left = rates.map(({ name, remaining, reset_s }) => `"${name}";r=${remaining};t=${reset_s}`);
  return {
    "ratelimit-policy": policies.join(", "),
    ratelimit: left.join(", "),
    "ratelimit-limit": String(closest.limit),
    "ratelimit-remaining": String(closest.remaining),
    "ratelimit-reset": String(closest.reset_s),
  };
}
