import { and, eq, ne } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { EnvError } from "@/lib/core/env-error";
import { apiKeys } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeKeys } from "./change-keys";
import { environmentKeyId as id } from "./lock-key";

const name = "ORCHESTRATOR_API_KEY";

/**
 * Makes ORCHESTRATOR_API_KEY, and only its present value, a key with full rights; unset, it is revoked. Throws an
 * EnvError for the value of another key: its holder, or whoever had it revoked, did not agree to full rights.
 */
export async function syncEnvironmentKey(ctx: Context): Promise<void> {
  const key = ctx.env.apiKey;
  const [before] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.id, id));
  if (key === null) {
    if (before && before.revokedAt === null) await end(ctx);
    return;
  }
  const hash = sha256Hex(key);
  await refuseOther(ctx, hash);
  if (before?.hash === hash && before.revokedAt === null) return;
  const values = { hash, startsWith: key.slice(0, 4), revokedAt: null };
  await changeKeys(ctx, async (tx) => {
    await tx.db
      .insert(apiKeys)
      .values({
        id,
        name,
        intents: ["*"],
        namespace: "default",
        rights: ["admin", "approve", "jobs_of_others"],
        createdAt: tx.clock.now(),
        ...values,
      })
      .onConflictDoUpdate({ target: apiKeys.id, set: values });
    await appendAudit(tx, { kind: "key.created", subject: id, data: { name, from: "the environment" } });
  });
}

function end(ctx: Context): Promise<void> {
  return changeKeys(ctx, async (tx) => {
    await tx.db.update(apiKeys).set({ revokedAt: tx.clock.now() }).where(eq(apiKeys.id, id));
    await appendAudit(tx, { kind: "key.revoked", subject: id, data: { name, from: "the environment" } });
  });
}

async function refuseOther(ctx: Context, hash: string): Promise<void> {
  const [other] = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), ne(apiKeys.id, id)));
  if (!other) return;
  throw new EnvError(
    `ORCHESTRATOR_API_KEY: is the value of the key '${other.name}' (${other.id}). Unset it, or set it to a new value, such as the output of \`openssl rand -hex 32\`.`,
  );
}
