import type { InvitationEntry } from "@/lib/contracts/invitation";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { changeUsers } from "@/lib/records/users/change-users";
import { invitationEntry } from "./invitation-entry";
import { revokeInvitationsOf } from "./revoke-invitations-of";

/** Ends an invitation before it is used. Throws `not_found` for one that is not open. */
export function revokeInvitation(ctx: Context, id: string): Promise<InvitationEntry> {
  return changeUsers(ctx, async (tx) => {
    const [row] = await revokeInvitationsOf(tx, { id });
    if (row) return invitationEntry(row);
    throw new AppError({ code: "not_found", detail: `There is no open invitation '${id.slice(0, 100)}'.` });
  });
}
