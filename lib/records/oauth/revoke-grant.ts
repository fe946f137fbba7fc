import { and, eq, isNull } from "drizzle-orm";
import type { GrantEntry } from "@/lib/contracts/oauth";
import { AppError } from "@/lib/core/app-error";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { tellCallersChanged } from "@/lib/records/caller-watch";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { findUser } from "@/lib/records/users/find-user";
import { endGrant } from "./end-grant";
import { grantEntry } from "./grant-entry";

/**
 * Shuts a program out again: at once in this process, within a second in every other one. Throws `not_found` for a
 * grant that does not hold, or is another user's and the actor no admin.
 */
export async function revokeGrant(ctx: Context, id: string): Promise<GrantEntry> {
  const { rights, ownerId } = ctx.actor;
  const isMine = rights.includes("admin") ? undefined : eq(oauthGrants.userId, ownerId ?? "");
  const revoked = await ctx.db.transaction(async (db) => {
    const [grant] = await db
      .select()
      .from(oauthGrants)
      .where(and(eq(oauthGrants.id, id), isNull(oauthGrants.revokedAt), isMine))
      .for("update");
    if (grant) await endGrant({ ...ctx, db }, { grant, kind: "grant.revoked" });
    await tellCallersChanged(db);
    return grant;
  });
  forgetRemembered(ctx);
  if (!revoked) {
    throw new AppError({
      code: "not_found",
      detail: `There is no grant '${id}' in use.`,
      hint: "npm run grant:list shows them.",
    });
  }
  const user = await findUser(ctx, { id: revoked.userId });
  return grantEntry({ grant: { ...revoked, revokedAt: ctx.clock.now() }, email: user?.email ?? null });
}
