import { eq } from "drizzle-orm";
import type { UpdateUserRequest, UserEntry } from "@/lib/contracts/user";
import { users } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { revokeInvitationsOf } from "@/lib/records/invitations/revoke-invitations-of";
import { changeUsers } from "./change-users";
import { guardAdmins } from "./guard-admins";
import { listUsers } from "./list-users";
import { pickUser } from "./pick-user";

/**
 * Gives a user another role, and ends their sessions. An admin no more, they have invited nobody whose link is still
 * open. Throws `not_found`, or `forbidden` for oneself and for the last admin.
 */
export function changeRole(
  ctx: Context,
  { id, change: { role } }: { id: string; change: UpdateUserRequest },
): Promise<UserEntry> {
  return changeUsers(ctx, async (tx, all) => {
    const user = pickUser(all, id);
    if (user.role !== role) {
      guardAdmins(ctx, { user, all, verb: "change the role of" });
      const change = { role, sessionVersion: user.sessionVersion + 1 };
      await tx.db.update(users).set(change).where(eq(users.id, id));
      if (user.role === "admin") await revokeInvitationsOf(tx, { inviterId: id });
      await appendAudit(tx, {
        kind: "user.role_changed",
        subject: id,
        data: { email: user.email, from: user.role, to: role },
      });
    }
    const [entry] = await listUsers(tx, { id });
    if (!entry) throw new Error("the user is gone inside the transaction");
    return entry;
  });
}
