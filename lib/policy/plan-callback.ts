import { parseRetryAfter } from "./parse-retry-after";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait after each attempt that failed; the first is made at once. Source: Standard Webhooks, "Retries". */
const delaysMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour];
const delayMsMax = 10 * hour;
const jitterShare = 0.1;
const gone = 410;

type PlanCallbackInput = {
  /** Which attempt failed, from 1. */
  attempt: number;
  /** What the receiver answered; null when nothing. */
  status: number | null;
  /** Its Retry-After, as it stands. */
  retryAfter: string | null;
  now: Date;
  /** Between 0 and 1. */
  random: number;
};

/**
 * In how many milliseconds a callback is tried again, or null for never: all attempts are used up, or the receiver is
 * gone. A receiver may ask for more time, not for less, and for no more than the longest step.
 */
export function planCallback({ attempt, status, retryAfter, now, random }: PlanCallbackInput): number | null {
  const delayMs = delaysMs[attempt - 1];
  if (delayMs === undefined || status === gone) return null;
  const asked = Math.min(delayMsMax, parseRetryAfter({ text: retryAfter, now }));
  return Math.round(Math.max(delayMs, asked) * (1 + jitterShare * random));
}
