import { and, eq } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { oauthTokens } from "@/lib/db/schema-oauth";
import { grantActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { endGrant } from "./end-grant";
import { type LockedGrant, lockGrant } from "./lock-grant";

/**
 * How long a refresh token that was used is taken once more: its answer may have been lost, or two processes of one
 * client may have asked at once. A thief is found out all the same, because each use voids the token of the use before.
 */
const graceMs = 30_000;

/**
 * The grant of a refresh token, in a transaction that then holds it; null for one that is not good. One that was used
 * up ends its grant (OAuth 2.1, section 4.3.1).
 */
export async function findRefreshToken(ctx: Pick<Context, "db" | "clock">, text: string): Promise<LockedGrant | null> {
  const isIt = and(eq(oauthTokens.hash, sha256Hex(text)), eq(oauthTokens.kind, "refresh"));
  const [known] = await ctx.db.select({ grantId: oauthTokens.grantId }).from(oauthTokens).where(isIt);
  const locked = known ? await lockGrant(ctx, known.grantId) : null;
  // Read again, now that nobody else can be using it.
  const [token] = locked ? await ctx.db.select().from(oauthTokens).where(isIt) : [];
  const now = ctx.clock.now();
  if (!locked || !token || token.expiresAt <= now) return null;
  if (token.usedAt === null || now.getTime() - token.usedAt.getTime() < graceMs) return locked;
  const actor = grantActor(locked.grant, locked.user);
  await endGrant({ ...ctx, actor }, { grant: locked.grant, kind: "grant.reuse_detected", reused: "refresh_token" });
  return null;
}
