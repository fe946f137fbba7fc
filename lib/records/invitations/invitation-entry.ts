import type { InvitationEntry } from "@/lib/contracts/invitation";
import type { invitations } from "@/lib/db/schema-people";

export type Invitation = typeof invitations.$inferSelect;

/** An invitation as it is listed. */
export function invitationEntry(row: Invitation): InvitationEntry {
  return {
    invitation_id: row.id,
    email: row.email,
    role: row.role,
    invited_by: row.invitedByName,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
