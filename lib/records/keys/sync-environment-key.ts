import { and, eq, isNull, ne } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { EnvError } from "@/lib/core/env-error";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

const id = "key_environment";

/**
 * Makes ORCHESTRATOR_API_KEY, and only its present value, a key with full rights; unset, it is revoked. Throws an
 * EnvError for the value of another key: its holder, or whoever had it revoked, did not agree to full rights.
 */
export async function syncEnvironmentKey(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const key = ctx.env.apiKey;
  if (key === null) {
    await ctx.db
      .update(apiKeys)
      .set({ revokedAt: now })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
    return;
  }
  const hash = sha256Hex(key);
  const [other] = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), ne(apiKeys.id, id)));
  if (other) {
    throw new EnvError(
      `ORCHESTRATOR_API_KEY: is the value of the key '${other.name}' (${other.id}). Unset it, or set it to a new value, such as the output of \`openssl rand -hex 32\`.`,
    );
  }
  const values = { hash, startsWith: key.slice(0, 4), revokedAt: null };
  await ctx.db
    .insert(apiKeys)
    .values({
      id,
      name: "ORCHESTRATOR_API_KEY",
      intents: ["*"],
      namespace: "default",
      rights: ["admin", "approve", "jobs_of_others"],
      createdAt: now,
      ...values,
    })
    .onConflictDoUpdate({ target: apiKeys.id, set: values });
}
