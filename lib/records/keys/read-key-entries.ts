import { desc, eq, type SQL, sql } from "drizzle-orm";
import type { KeyEntry } from "@/lib/contracts/key";
import { apiKeys, users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { callerOf } from "./caller-of";
import { keyState } from "./key-state";

type ReadKeyEntriesInput = { where: SQL | undefined; limit: number };

const isOfLine = sql`coalesce(other.replaces, other.id) = coalesce(${apiKeys.replaces}, ${apiKeys.id})`;
const replacesId = sql<
  string | null
>`(select max(other.id) from api_keys as other where ${isOfLine} and other.id < ${apiKeys.id})`;
const replacedById = sql<string | null>`(select min(other.id) from api_keys as other
  where ${isOfLine} and other.id > ${apiKeys.id} and other.revoked_at is null)`;

/** Keys as they may be shown, newest first. */
export async function readKeyEntries(
  ctx: Pick<Context, "db" | "clock">,
  { where, limit }: ReadKeyEntriesInput,
): Promise<KeyEntry[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db
    .select({ row: apiKeys, owner: users.email, replaces: replacesId, replacedBy: replacedById })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.ownerId))
    .where(where)
    .orderBy(desc(apiKeys.id))
    .limit(limit);
  return rows.map(({ row, owner, replaces, replacedBy }) => ({
    key_id: row.id,
    name: row.name,
    starts_with: row.startsWith,
    state: keyState(row, now),
    caller_id: callerOf(row),
    replaces,
    replaced_by: replacedBy,
    owner,
    intents: row.intents,
    namespace: row.namespace,
    rights: row.rights,
    addresses: row.addresses,
    rate_per_minute: row.ratePerMinute,
    burst: row.burst,
    concurrent_max: row.concurrentMax,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    paused_at: row.pausedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  }));
}
