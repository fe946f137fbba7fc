import { eq } from "drizzle-orm";
import type { KeyEntry, RotatedKey, RotateKeyRequest } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import { apiKeys } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { callerOf } from "./caller-of";
import { changeKeys } from "./change-keys";
import { checkKeyExpiry } from "./check-key-expiry";
import { getKey } from "./get-key";
import { insertKey } from "./insert-key";
import { lockKey, refuseEnvironmentKey } from "./lock-key";

/**
 * Makes a key that takes over from another as the same caller, with the same scopes and owner; the one before works until
 * the overlap is over, and never longer than it would have. Throws `not_found`, `forbidden` for the environment's key,
 * `already_exists` for one that has a successor, `invalid_request` for one that is not active.
 */
export function rotateKey(
  ctx: Context,
  { id, request }: { id: string; request: RotateKeyRequest },
): Promise<RotatedKey> {
  return changeKeys(ctx, async (tx) => {
    const row = await lockKey(tx, id);
    refuseEnvironmentKey(row, "rotated");
    refuseUnlessNewest(await getKey(tx, id));
    const now = tx.clock.now();
    const { overlap_s: overlapS, expires_at: wanted } = request;
    const overlapEnd = new Date(now.getTime() + overlapS * 1_000);
    const replacedEnd = row.expiresAt && row.expiresAt < overlapEnd ? row.expiresAt : overlapEnd;
    const made = await insertKey(tx, {
      name: row.name,
      intents: row.intents,
      namespace: row.namespace,
      rights: row.rights,
      addresses: row.addresses,
      ratePerMinute: row.ratePerMinute,
      burst: row.burst,
      concurrentMax: row.concurrentMax,
      expiresAt: wanted === undefined ? row.expiresAt : checkKeyExpiry({ expiresAt: wanted, now }),
      ownerId: row.ownerId,
      replaces: callerOf(row),
      // The keys of a caller are told apart by their ids' order, even when the clock was set back.
      notBefore: new Date(row.createdAt.getTime() + 1),
    });
    await tx.db.update(apiKeys).set({ expiresAt: replacedEnd }).where(eq(apiKeys.id, id));
    const data = { name: row.name, new_key: made.id, caller: callerOf(row), ends_at: replacedEnd.toISOString() };
    await appendAudit(tx, { kind: "key.rotated", subject: id, data });
    return { ...(await getKey(tx, made.id)), key: made.key, replaced: await getKey(tx, id) };
  });
}

function refuseUnlessNewest({ name, state, replaced_by: successor }: KeyEntry): void {
  if (successor !== null) {
    throw new AppError({
      code: "already_exists",
      detail: `The key '${name}' was rotated already: '${successor}' takes over from it.`,
      hint: "Rotate that one, or revoke it first.",
    });
  }
  if (state === "active") return;
  throw new AppError({
    code: "invalid_request",
    detail: `The key '${name}' is ${state}, so nothing can take over from it.`,
    hint: state === "paused" ? "Let it go on first." : "Create a new key.",
  });
}
