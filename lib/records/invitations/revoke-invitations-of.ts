import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations } from "@/lib/db/schema-people";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import type { Invitation } from "./invitation-entry";

/** Ends every invitation that was not used: the one of an id, of an address, or those that somebody gave. */
export async function revokeInvitationsOf(
  tx: Context,
  by: { id: string } | { email: string } | { inviterId: string },
): Promise<Invitation[]> {
  const which =
    "id" in by
      ? eq(invitations.id, by.id)
      : "email" in by
        ? eq(sql`lower(${invitations.email})`, by.email.toLowerCase())
        : eq(invitations.invitedById, by.inviterId);
  const revoked = await tx.db
    .update(invitations)
    .set({ revokedAt: tx.clock.now() })
    .where(and(which, isNull(invitations.usedAt), isNull(invitations.revokedAt)))
    .returning();
  for (const { id, email, role } of revoked) {
    await appendAudit(tx, { kind: "user.invitation_revoked", subject: id, data: { email, role } });
  }
  return revoked;
}
