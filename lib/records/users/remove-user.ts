import { and, eq, isNull } from "drizzle-orm";
import type { RemovedUser, RemoveUserQuery } from "@/lib/contracts/user";
import { apiKeys, users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { removedPeople, userIdentities } from "@/lib/db/schema-people";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { revokeInvitationsOf } from "@/lib/records/invitations/revoke-invitations-of";
import { changeUsers } from "./change-users";
import type { User } from "./find-user";
import { guardAdmins } from "./guard-admins";
import { pickUser } from "./pick-user";
import { removedKeys } from "./removed-keys";

/**
 * Removes a user: sessions, the programs they allowed, the invitations they gave and, unless they are to be kept, the
 * API keys they made end with it. Throws `not_found`, or `forbidden` for oneself and for the last admin.
 */
export function removeUser(ctx: Context, { id, keys }: RemoveUserQuery & { id: string }): Promise<RemovedUser> {
  return changeUsers(ctx, async (tx, all) => {
    const user = pickUser(all, id);
    guardAdmins(ctx, { user, all, verb: "remove" });
    const revokedAt = ctx.clock.now();
    const revoked =
      keys === "keep"
        ? []
        : await tx.db
            .update(apiKeys)
            .set({ revokedAt })
            .where(and(eq(apiKeys.ownerId, id), isNull(apiKeys.revokedAt)))
            .returning({ id: apiKeys.id });
    await tx.db
      .update(oauthGrants)
      .set({ revokedAt })
      .where(and(eq(oauthGrants.userId, id), isNull(oauthGrants.revokedAt)));
    await revokeInvitationsOf(tx, { inviterId: id });
    await keepOut(tx, user);
    await tx.db.delete(users).where(eq(users.id, id));
    const data = { email: user.email, role: user.role, keys_revoked: revoked.length };
    await appendAudit(tx, { kind: "user.removed", subject: id, data });
    return { user_id: id, email: user.email, keys_revoked: revoked.length };
  });
}

/** Else whoever's domain is allowed would be back with the next sign-in. */
async function keepOut(ctx: Context, { id, email }: User): Promise<void> {
  const identities = await ctx.db.select().from(userIdentities).where(eq(userIdentities.userId, id));
  const at = ctx.clock.now();
  const keys = [removedKeys.ofEmail(email), ...identities.map(removedKeys.ofIdentity)];
  await ctx.db
    .insert(removedPeople)
    .values(keys.map((key) => ({ key, at })))
    .onConflictDoNothing();
}
