import { eq } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { oauthCodes } from "@/lib/db/schema-oauth";
import { grantActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { endGrant } from "./end-grant";
import { type LockedGrant, lockGrant } from "./lock-grant";

export type GoodCode = LockedGrant & { code: typeof oauthCodes.$inferSelect };

/**
 * What an authorization code stands for, in a transaction that then holds its grant; null for one that is not good.
 * One that was used already ends its grant: one of the two who had it stole it (RFC 6749, section 4.1.2).
 */
export async function findCode(ctx: Pick<Context, "db" | "clock">, text: string): Promise<GoodCode | null> {
  const isIt = eq(oauthCodes.hash, sha256Hex(text));
  const [known] = await ctx.db.select({ grantId: oauthCodes.grantId }).from(oauthCodes).where(isIt);
  const locked = known ? await lockGrant(ctx, known.grantId) : null;
  // Read again, now that nobody else can be using it.
  const [code] = locked ? await ctx.db.select().from(oauthCodes).where(isIt) : [];
  if (!locked || !code) return null;
  if (code.usedAt !== null) {
    const actor = grantActor(locked.grant, locked.user);
    await endGrant({ ...ctx, actor }, { grant: locked.grant, kind: "grant.reuse_detected", reused: "code" });
    return null;
  }
  return code.expiresAt > ctx.clock.now() ? { ...locked, code } : null;
}
