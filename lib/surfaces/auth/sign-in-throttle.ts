import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";

type Failures = { count: number; lastMs: number };

const freeFailures = 5;
const firstWaitMs = 2_000;
const waitMsMax = 60_000;
const forgetMs = 15 * 60_000;
const accountsMax = 10_000;

/**
 * How long an account must wait before its next attempt, in milliseconds; 0 when it need not. Accounts that do not
 * exist are counted like the others, so that the answer says nothing about which ones do.
 */
export function signInWaitMs({ email, nowMs }: { email: string; nowMs: number }): number {
  const failures = table().get(accountKey(email));
  if (!failures || failures.count < freeFailures) return 0;
  const waitMs = Math.min(waitMsMax, firstWaitMs * 2 ** (failures.count - freeFailures));
  return Math.max(0, failures.lastMs + waitMs - nowMs);
}

/** Counts a wrong password; past five within a quarter of an hour, each doubles the wait, up to a minute. */
export function noteSignInFailure({ email, nowMs }: { email: string; nowMs: number }): void {
  const failures = table();
  const key = accountKey(email);
  const known = failures.get(key);
  const count = known && nowMs - known.lastMs < forgetMs ? known.count : 0;
  failures.delete(key);
  failures.set(key, { count: count + 1, lastMs: nowMs });
  const [oldest] = failures.keys();
  if (failures.size > accountsMax && oldest !== undefined) failures.delete(oldest);
}

export function forgetSignInFailures(email: string): void {
  table().delete(accountKey(email));
}

function table(): Map<string, Failures> {
  return globalState("sign-in-failures", () => new Map());
}

function accountKey(email: string): string {
  return sha256Hex(email.toLowerCase());
}
