import { and, eq, gt, isNull, lt, or } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { users } from "@/lib/db/schema";
import { oauthGrants, oauthTokens } from "@/lib/db/schema-oauth";
import { grantActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";

const noteUseMs = 60_000;

/** The grant behind an access token, with what its user may do now; null when it is unknown, expired or revoked, a second later at the latest. */
export async function findGrantActor(ctx: Pick<Context, "db" | "clock">, token: string): Promise<Actor | null> {
  const hash = sha256Hex(token);
  return remember(ctx, { name: `access token ${hash}`, read: () => readGrantActor(ctx, hash) });
}

async function readGrantActor(ctx: Pick<Context, "db" | "clock">, hash: string): Promise<Actor | null> {
  const now = ctx.clock.now();
  const isGood = and(eq(oauthTokens.kind, "access"), gt(oauthTokens.expiresAt, now), isNull(oauthGrants.revokedAt));
  const [row] = await ctx.db
    .select({ grant: oauthGrants, user: users })
    .from(oauthTokens)
    .innerJoin(oauthGrants, eq(oauthGrants.id, oauthTokens.grantId))
    .innerJoin(users, eq(users.id, oauthGrants.userId))
    .where(and(eq(oauthTokens.hash, hash), isGood));
  if (!row) return null;
  await noteUse(ctx, { id: row.grant.id, now });
  return grantActor(row.grant, row.user);
}

/** Once a minute is enough to see which grants are in use. */
async function noteUse({ db }: Pick<Context, "db">, { id, now }: { id: string; now: Date }): Promise<void> {
  const isOld = or(isNull(oauthGrants.lastUsedAt), lt(oauthGrants.lastUsedAt, new Date(now.getTime() - noteUseMs)));
  await db
    .update(oauthGrants)
    .set({ lastUsedAt: now })
    .where(and(eq(oauthGrants.id, id), isOld));
}
