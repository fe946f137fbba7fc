import type { CreatedKey, CreateKeyRequest } from "@/lib/contracts/key";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeKeys } from "./change-keys";
import { checkKeyExpiry } from "./check-key-expiry";
import { getKey } from "./get-key";
import { insertKey } from "./insert-key";
import { keyFacts } from "./key-facts";

/** Makes an API key. The answer holds it in clear for the only time. Throws for one expired. */
export function createKey(ctx: Context, request: CreateKeyRequest): Promise<CreatedKey> {
  const expiresAt = checkKeyExpiry({ expiresAt: request.expires_at, now: ctx.clock.now() });
  return changeKeys(ctx, async (tx) => {
    const { id, key } = await insertKey(tx, {
      name: request.name,
      intents: request.intents,
      namespace: request.namespace,
      rights: request.rights,
      addresses: request.addresses ?? [],
      ratePerMinute: request.rate_per_minute ?? null,
      burst: request.burst ?? null,
      concurrentMax: request.concurrent_max ?? null,
      expiresAt,
      ownerId: ctx.actor.ownerId,
    });
    const entry = await getKey(tx, id);
    await appendAudit(tx, { kind: "key.created", subject: id, data: keyFacts(entry) });
    return { ...entry, key };
  });
}
