import { eq } from "drizzle-orm";
import { oauthCodes, oauthGrants, oauthTokens } from "@/lib/db/schema-oauth";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";

type EndGrantInput = {
  grant: typeof oauthGrants.$inferSelect;
  kind: "grant.revoked" | "grant.reuse_detected";
  /** What was presented a second time. */
  reused?: "code" | "refresh_token";
};

/** Ends a grant for good, with everything that was given out for it. In a transaction that holds the grant. */
export async function endGrant(
  ctx: Pick<Context, "db" | "clock" | "actor">,
  { grant, kind, reused }: EndGrantInput,
): Promise<void> {
  const { id, clientId, clientName, userId } = grant;
  await ctx.db.update(oauthGrants).set({ revokedAt: ctx.clock.now() }).where(eq(oauthGrants.id, id));
  await ctx.db.delete(oauthTokens).where(eq(oauthTokens.grantId, id));
  await ctx.db.delete(oauthCodes).where(eq(oauthCodes.grantId, id));
  const data = { client_id: clientId, client_name: clientName, user_id: userId, ...(reused && { reused }) };
  await appendAudit(ctx, { kind, subject: id, data });
}
