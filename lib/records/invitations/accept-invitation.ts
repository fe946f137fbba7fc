import type { AcceptedInvitation, AcceptInvitationRequest } from "@/lib/contracts/invitation";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { changeUsers } from "@/lib/records/users/change-users";
import { hashPassword } from "@/lib/records/users/hash-password";
import { insertUser } from "@/lib/records/users/insert-user";
import { refusePoorPassword } from "@/lib/records/users/refuse-poor-password";
import { consumeInvitation } from "./consume-invitation";
import { getInvitation } from "./get-invitation";

/** Makes a user of whoever holds an invitation's link, once. Throws `not_found` for one that is not open, and `busy`. */
export async function acceptInvitation(
  ctx: Context,
  { token, name, password }: AcceptInvitationRequest,
): Promise<AcceptedInvitation> {
  // Before the slow part: a made-up token costs one look into an index.
  const { id, email } = await getInvitation(ctx, token);
  refusePoorPassword({ password, email, field: "password" });
  const passwordHash = await hashPassword(password);
  return changeUsers(ctx, async (tx, all) => {
    const invitation = await consumeInvitation(tx, { id });
    if (!invitation || all.some((user) => user.email.toLowerCase() === email.toLowerCase())) {
      throw new AppError({ code: "not_found", detail: "This invitation was used a moment ago." });
    }
    const user = await insertUser(tx, { email, name, role: invitation.role, passwordHash, by: { invitation: id } });
    return { user_id: user.id, email, role: user.role };
  });
}
