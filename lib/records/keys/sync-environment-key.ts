import { and, eq, isNull } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

const id = "key_environment";

/** Makes ORCHESTRATOR_API_KEY, and only its present value, a key with full rights; unset, it is revoked. */
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
  const values = { hash: sha256Hex(key), startsWith: key.slice(0, 4), revokedAt: null };
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
