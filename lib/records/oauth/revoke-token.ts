import { eq } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { oauthTokens } from "@/lib/db/schema-oauth";
import { grantActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { endGrant } from "./end-grant";
import { lockGrant } from "./lock-grant";

type RevokeTokenInput = {
  token: string;
  /** When given, only a token of this client. */
  clientId: string | null;
};

/** Ends a token at its holder's word: a refresh token with its whole grant, an access token alone (RFC 7009, section 2.1). */
export async function revokeToken(
  ctx: Pick<Context, "db" | "clock">,
  { token, clientId }: RevokeTokenInput,
): Promise<void> {
  const isIt = eq(oauthTokens.hash, sha256Hex(token));
  const isRevoked = await ctx.db.transaction(async (db) => {
    const [known] = await db.select().from(oauthTokens).where(isIt);
    const locked = known ? await lockGrant({ db }, known.grantId) : null;
    if (!known || !locked || (clientId !== null && clientId !== locked.grant.clientId)) return false;
    if (known.kind === "access") {
      await db.delete(oauthTokens).where(isIt);
      return true;
    }
    const actor = grantActor(locked.grant, locked.user);
    await endGrant({ ...ctx, db, actor }, { grant: locked.grant, kind: "grant.revoked" });
    return true;
  });
  if (isRevoked) forgetRemembered(ctx);
}
