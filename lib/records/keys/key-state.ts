import { and, gt, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import type { KeyState } from "@/lib/contracts/key";
import { apiKeys } from "@/lib/db/schema";

type KeyFacts = Pick<typeof apiKeys.$inferSelect, "revokedAt" | "expiresAt" | "pausedAt">;

/** How a key stands at a moment. */
export function keyState({ revokedAt, expiresAt, pausedAt }: KeyFacts, now: Date): KeyState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  return pausedAt === null ? "active" : "paused";
}

/** The same as a condition on `api_keys`. */
export function isInState(state: KeyState, now: Date): SQL | undefined {
  const hasTime = or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now));
  switch (state) {
    case "revoked":
      return isNotNull(apiKeys.revokedAt);
    case "expired":
      return and(isNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, now));
    case "paused":
      return and(isNull(apiKeys.revokedAt), hasTime, isNotNull(apiKeys.pausedAt));
    case "active":
      return and(isNull(apiKeys.revokedAt), hasTime, isNull(apiKeys.pausedAt));
  }
}
