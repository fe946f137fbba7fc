import { eq, sql } from "drizzle-orm";
import type { RotatedSecret } from "@/lib/contracts/callback";
import { AppError } from "@/lib/core/app-error";
import { apiKeys, callbackSecrets, users } from "@/lib/db/schema";
import { localActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { newSecret } from "./new-secret";

/** How long the secret before goes on signing, so that receivers can change over. */
const overlapMs = 24 * 60 * 60 * 1000;

type Base = Pick<Context, "db" | "clock" | "secretKey" | "actor">;

/**
 * Gives a caller a new secret, shown only in this answer; the one before goes on signing for 24 hours. Throws
 * `not_found` for a caller that is not there.
 */
export async function rotateSecret(ctx: Base, { callerId }: { callerId: string }): Promise<RotatedSecret> {
  await checkCaller(ctx, callerId);
  const now = ctx.clock.now();
  const previousUntil = new Date(now.getTime() + overlapMs);
  const { secret, sealed } = newSecret(ctx, callerId);
  const [row] = await ctx.db
    .insert(callbackSecrets)
    .values({ callerId, secret: sealed, createdAt: now })
    .onConflictDoUpdate({
      target: callbackSecrets.callerId,
      set: { secret: sealed, previous: sql`${callbackSecrets.secret}`, previousUntil, createdAt: now },
    })
    .returning();
  return { caller_id: callerId, secret, previous_until: row?.previousUntil?.toISOString() ?? null };
}

async function checkCaller({ db, actor }: Base, id: string): Promise<void> {
  if (id === actor.id || id === localActor.id) return;
  if ((await db.$count(apiKeys, eq(apiKeys.id, id))) + (await db.$count(users, eq(users.id, id))) > 0) return;
  throw new AppError({
    code: "not_found",
    detail: `There is no caller '${id.slice(0, 64)}'.`,
    hint: "It is a key_id (npm run key:list shows them), the id of a user, or local.",
  });
}
