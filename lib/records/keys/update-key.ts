import { and, eq, isNull } from "drizzle-orm";
import { burstFault, type KeyEntry, type UpdateKeyRequest } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import { apiKeys } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { callerOf, isOfCaller } from "./caller-of";
import { changeKeys } from "./change-keys";
import { checkKeyExpiry } from "./check-key-expiry";
import { getKey } from "./get-key";
import { keyFacts } from "./key-facts";
import { lockKey, lockKeysOfCaller, refuseEnvironmentKey } from "./lock-key";

/**
 * Changes what a key may, or pauses it, or lets it go on; what is left out stays. Limits are its caller's, so they
 * change for every key of a rotation. Throws `not_found` for a key that was revoked, `forbidden` for the environment's,
 * `invalid_request`.
 */
export function updateKey(ctx: Context, { id, change }: { id: string; change: UpdateKeyRequest }): Promise<KeyEntry> {
  return changeKeys(ctx, async (tx) => {
    await lockKeysOfCaller(tx, id);
    const row = await lockKey(tx, id);
    refuseEnvironmentKey(row, "changed");
    const before = await getKey(tx, id);
    const next = changedColumns(tx, { row, change });
    if (Object.keys(next).length > 0) await tx.db.update(apiKeys).set(next).where(eq(apiKeys.id, id));
    await limitCaller(tx, { ...row, ...next });
    const after = await getKey(tx, id);
    await writeDown(tx, { before, after });
    return after;
  });
}

type Row = typeof apiKeys.$inferSelect;
type Columns = Partial<Omit<Row, "id">>;

function changedColumns(ctx: Pick<Context, "clock">, { row, change }: { row: Row; change: UpdateKeyRequest }): Columns {
  const now = ctx.clock.now();
  const { expires_at, rate_per_minute, burst, concurrent_max, paused, ...same } = change;
  const rate = rate_per_minute === undefined ? row.ratePerMinute : rate_per_minute;
  // Without a rate there is nothing that a burst could be of.
  const burstLeft = burst === undefined ? (rate === null ? null : row.burst) : burst;
  const fault = burstFault({ rate_per_minute: rate, burst: burstLeft });
  if (fault) {
    const errors = [{ path: "burst", message: fault }];
    throw new AppError({ code: "invalid_request", detail: `The request is not valid: 'burst' ${fault}.`, errors });
  }
  const columns: { [Name in keyof Columns]: Columns[Name] | undefined } = {
    ...same,
    ...(expires_at !== undefined && { expiresAt: checkKeyExpiry({ expiresAt: expires_at, now }) }),
    ratePerMinute: rate,
    burst: burstLeft,
    ...(concurrent_max !== undefined && { concurrentMax: concurrent_max }),
    ...(paused !== undefined && { pausedAt: paused ? (row.pausedAt ?? now) : null }),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Columns;
}

/** One counter judged by two limits would hold whoever has both keys to neither. */
async function limitCaller(tx: Context, { ratePerMinute, burst, concurrentMax, ...row }: Row): Promise<void> {
  await tx.db
    .update(apiKeys)
    .set({ ratePerMinute, burst, concurrentMax })
    .where(and(isOfCaller(callerOf(row)), isNull(apiKeys.revokedAt)));
}

async function writeDown(tx: Context, { before, after }: { before: KeyEntry; after: KeyEntry }): Promise<void> {
  const { name, key_id: subject } = after;
  const was = keyFacts(before);
  const changes = Object.entries(keyFacts(after)).flatMap(([field, to]) => {
    const from = was[field as keyof typeof was];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [[field, { from, to }] as const];
  });
  if (changes.length > 0) {
    await appendAudit(tx, { kind: "key.changed", subject, data: { name, changes: Object.fromEntries(changes) } });
  }
  if ((before.paused_at === null) === (after.paused_at === null)) return;
  await appendAudit(tx, { kind: after.paused_at === null ? "key.resumed" : "key.paused", subject, data: { name } });
}
