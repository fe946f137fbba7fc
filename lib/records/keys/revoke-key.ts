import { eq } from "drizzle-orm";
import type { KeyEntry } from "@/lib/contracts/key";
import { apiKeys } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeKeys } from "./change-keys";
import { getKey } from "./get-key";
import { lockKey } from "./lock-key";

/** Ends a key for good; this process refuses it at once, every other one within a second. Throws `not_found` for one that is not in use. */
export function revokeKey(ctx: Context, id: string): Promise<KeyEntry> {
  return changeKeys(ctx, async (tx) => {
    const { name } = await lockKey(tx, id);
    await tx.db.update(apiKeys).set({ revokedAt: tx.clock.now() }).where(eq(apiKeys.id, id));
    const entry = await getKey(tx, id);
    await appendAudit(tx, { kind: "key.revoked", subject: id, data: { name, caller: entry.caller_id } });
    return entry;
  });
}
