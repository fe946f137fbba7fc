import type { CreatedKey, CreateKeyRequest } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import { randomToken, sha256Hex } from "@/lib/core/crypto";
import { createId } from "@/lib/core/ids";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { keyEntry } from "./key-entry";

/** Makes an API key. The answer holds it in clear for the only time; the database keeps its SHA-256. Throws for one expired. */
export async function createKey(ctx: Context, request: CreateKeyRequest): Promise<CreatedKey> {
  const now = ctx.clock.now();
  const expiresAt = request.expires_at ? new Date(request.expires_at) : null;
  if (expiresAt && expiresAt <= now) {
    throw new AppError({
      code: "invalid_request",
      detail: "'expires_at' is in the past.",
      errors: [{ path: "expires_at", message: "must be in the future" }],
    });
  }
  const key = `ork_${randomToken(32)}`;
  const [row] = await ctx.db
    .insert(apiKeys)
    .values({
      id: createId("key", now.getTime()),
      name: request.name,
      hash: sha256Hex(key),
      startsWith: key.slice(0, 8),
      intents: request.intents,
      namespace: request.namespace,
      rights: request.rights,
      createdAt: now,
      expiresAt,
      ownerId: ctx.actor.ownerId,
    })
    .returning();
  if (!row) throw new Error("the insert returned no row");
  return { ...keyEntry(row), key };
}
