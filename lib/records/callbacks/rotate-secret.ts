import { eq, sql } from "drizzle-orm";
import type { RotatedSecret } from "@/lib/contracts/callback";
import { AppError } from "@/lib/core/app-error";
import { apiKeys, callbackSecrets, users } from "@/lib/db/schema";
import { localActor } from "@/lib/records/actors";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { callerOf } from "@/lib/records/keys/caller-of";
import { newSecret } from "./new-secret";

/** How long the secret before goes on signing, so that receivers can change over. */
const overlapMs = 24 * 60 * 60 * 1000;

type Base = Pick<Context, "db" | "clock" | "secretKey" | "actor">;

/**
 * Gives a caller, or the holder of a key, a new secret, shown only in this answer; the one before goes on signing for 24
 * hours. Throws `not_found` for a caller that is not there.
 */
export async function rotateSecret(ctx: Base, { callerId: asked }: { callerId: string }): Promise<RotatedSecret> {
  const callerId = await findCaller(ctx, asked);
  return ctx.db.transaction(async (db) => {
    const rotated = await writeSecret({ ...ctx, db }, callerId);
    const { previous_until } = rotated;
    await appendAudit({ ...ctx, db }, { kind: "callback_secret.rotated", subject: callerId, data: { previous_until } });
    return rotated;
  });
}

async function writeSecret(tx: Base, callerId: string): Promise<RotatedSecret> {
  const now = tx.clock.now();
  const previousUntil = new Date(now.getTime() + overlapMs);
  const { secret, sealed } = newSecret(tx, callerId);
  const [row] = await tx.db
    .insert(callbackSecrets)
    .values({ callerId, secret: sealed, createdAt: now })
    .onConflictDoUpdate({
      target: callbackSecrets.callerId,
      set: { secret: sealed, previous: sql`${callbackSecrets.secret}`, previousUntil, createdAt: now },
    })
    .returning();
  return { caller_id: callerId, secret, previous_until: row?.previousUntil?.toISOString() ?? null };
}

/** As whom a key's holder calls; anybody else is their own id. */
async function findCaller({ db, actor }: Base, id: string): Promise<string> {
  if (id === actor.id || id === localActor.id) return id;
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
  if (key) return callerOf(key);
  if ((await db.$count(users, eq(users.id, id))) > 0) return id;
  throw new AppError({
    code: "not_found",
    detail: `There is no caller '${id.slice(0, 64)}'.`,
    hint: "It is a key_id (npm run key:list shows them), the id of a user, or local.",
  });
}
