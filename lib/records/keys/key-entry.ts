import type { KeyEntry } from "@/lib/contracts/key";
import type { apiKeys } from "@/lib/db/schema";

/** A key as it may be shown. */
export function keyEntry(row: typeof apiKeys.$inferSelect): KeyEntry {
  return {
    key_id: row.id,
    name: row.name,
    starts_with: row.startsWith,
    intents: row.intents,
    namespace: row.namespace,
    rights: row.rights,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
