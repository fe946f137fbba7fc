import { eq, or, type SQL } from "drizzle-orm";
import { apiKeys } from "@/lib/db/schema";

/**
 * As whom the holder of a key calls: the first key of those that it replaces. What a caller has (jobs, claims, secrets,
 * approvals it asked for) so goes on over a rotation, and two keys of one line are one caller to every rule.
 */
export function callerOf({ id, replaces }: Pick<typeof apiKeys.$inferSelect, "id" | "replaces">): string {
  return replaces ?? id;
}

/** Every key of a caller, as a condition on `api_keys`. */
export function isOfCaller(callerId: string): SQL | undefined {
  return or(eq(apiKeys.id, callerId), eq(apiKeys.replaces, callerId));
}
