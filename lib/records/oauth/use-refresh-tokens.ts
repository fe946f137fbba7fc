import { and, eq, gt, isNull } from "drizzle-orm";
import { oauthTokens } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";

/** How long the access tokens before still serve the calls that are under way. */
const overlapMs = 60_000;

/** Uses up every refresh token of a grant, so that never more than one is good, and lets its access tokens end. */
export async function useRefreshTokens(ctx: Pick<Context, "db" | "clock">, grantId: string): Promise<void> {
  const now = ctx.clock.now();
  const isOf = (kind: "access" | "refresh") => and(eq(oauthTokens.grantId, grantId), eq(oauthTokens.kind, kind));
  await ctx.db
    .update(oauthTokens)
    .set({ usedAt: now })
    .where(and(isOf("refresh"), isNull(oauthTokens.usedAt)));
  const soon = new Date(now.getTime() + overlapMs);
  await ctx.db
    .update(oauthTokens)
    .set({ expiresAt: soon })
    .where(and(isOf("access"), gt(oauthTokens.expiresAt, soon)));
}
