import type { Effects } from "@/lib/contracts/tool";
import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";

const firstDelayMs = 1_000;
const delayMsMax = 5 * 60_000;

type PlanRetryInput = {
  code: ErrorCode;
  effects: Effects;
  /** False where the attempt provably did nothing. */
  mayHaveRun: boolean;
  attempt: number;
  attemptsMax: number;
  /** What the other side asked for, in seconds. */
  retryAfterS: number | null;
  /** Between 0 and 1. */
  random: number;
};

/**
 * In how many milliseconds a failed job is tried again, or null for never. Exponential backoff with full jitter, so
 * that what failed together does not come back together (Brooker, "Exponential Backoff And Jitter", 2015). An intent
 * that must happen once is repeated only where it provably did not begin: else its failure may follow its effect.
 */
export function planRetry({
  code,
  effects,
  mayHaveRun,
  attempt,
  attemptsMax,
  retryAfterS,
  random,
}: PlanRetryInput): number | null {
  if (attempt >= attemptsMax || !errorCodes[code].isRetryable || (effects === "once" && mayHaveRun)) return null;
  const ceilingMs = Math.min(delayMsMax, firstDelayMs * 2 ** (attempt - 1));
  const delayMs = Math.round(random * ceilingMs);
  return retryAfterS === null ? delayMs : Math.min(delayMsMax, retryAfterS * 1000) + delayMs;
}
