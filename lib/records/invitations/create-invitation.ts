import type { CreatedInvitation, CreateInvitationRequest } from "@/lib/contracts/invitation";
import { AppError } from "@/lib/core/app-error";
import { randomToken, sha256Hex } from "@/lib/core/crypto";
import { createId } from "@/lib/core/ids";
import { invitations } from "@/lib/db/schema-people";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeUsers } from "@/lib/records/users/change-users";
import { invitationEntry } from "./invitation-entry";
import { isOpen } from "./is-open";
import { revokeInvitationsOf } from "./revoke-invitations-of";

const validMs = 72 * 60 * 60_000;
const openMax = 500;

/**
 * Invites somebody for 72 hours. The answer holds the link for the only time, for the admin to pass on; the database
 * keeps a hash. An earlier one for the same address ends. Throws `already_exists` for a user's address.
 */
export function createInvitation(ctx: Context, { email, role }: CreateInvitationRequest): Promise<CreatedInvitation> {
  const token = `inv_${randomToken(32)}`;
  return changeUsers(ctx, async (tx, all) => {
    if (all.some((user) => user.email.toLowerCase() === email.toLowerCase())) {
      throw new AppError({
        code: "already_exists",
        detail: `'${email}' is a user already.`,
        errors: [{ path: "email", message: "is a user already" }],
      });
    }
    if ((await tx.db.$count(invitations, isOpen(ctx))) >= openMax) {
      const detail = `There are ${openMax} open invitations already.`;
      throw new AppError({ code: "limit_reached", detail, hint: "Revoke some." });
    }
    await revokeInvitationsOf(tx, { email });
    const now = ctx.clock.now();
    const [row] = await tx.db
      .insert(invitations)
      .values({
        id: createId("invitation", now.getTime()),
        email,
        role,
        hash: sha256Hex(token),
        invitedById: ctx.actor.ownerId ?? ctx.actor.id,
        invitedByName: ctx.actor.name,
        createdAt: now,
        expiresAt: new Date(now.getTime() + validMs),
      })
      .returning();
    if (!row) throw new Error("the insert returned no row");
    await appendAudit(tx, { kind: "user.invited", subject: row.id, data: { email, role } });
    // Behind the #, which a browser sends to nobody: it lands in no log and no Referer.
    return { ...invitationEntry(row), link: `${ctx.env.publicUrl}/join#${token}` };
  });
}
