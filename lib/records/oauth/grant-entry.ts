import type { GrantEntry } from "@/lib/contracts/oauth";
import type { oauthGrants } from "@/lib/db/schema-oauth";

type GrantEntryInput = { grant: typeof oauthGrants.$inferSelect; email: string | null };

/** A grant as it is shown. */
export function grantEntry({ grant, email }: GrantEntryInput): GrantEntry {
  return {
    grant_id: grant.id,
    client_id: grant.clientId,
    client_name: grant.clientName,
    user_id: grant.userId,
    user_email: email,
    intents: grant.intents,
    created_at: grant.createdAt.toISOString(),
    last_used_at: grant.lastUsedAt?.toISOString() ?? null,
    revoked_at: grant.revokedAt?.toISOString() ?? null,
  };
}
