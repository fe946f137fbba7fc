import { z } from "zod";
import { NewPassword, UserEmail, UserName, UserRole } from "./user";

/** The body of `POST /invitations`. */
export const CreateInvitationRequest = z.strictObject({ email: UserEmail, role: UserRole });
export type CreateInvitationRequest = z.infer<typeof CreateInvitationRequest>;

/** An invitation that is open, as it is listed: never its link. */
export const InvitationEntry = z.strictObject({
  invitation_id: z.string(),
  email: z.string(),
  role: UserRole,
  invited_by: z.string(),
  created_at: z.string(),
  expires_at: z.string(),
});
export type InvitationEntry = z.infer<typeof InvitationEntry>;

export const InvitationList = z.strictObject({ invitations: z.array(InvitationEntry) });

/** The answer of `POST /invitations`, the only place where the link is shown. */
export const CreatedInvitation = z.strictObject({ ...InvitationEntry.shape, link: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

const Token = z.string().regex(/^inv_[A-Za-z0-9_-]{43}$/, "must be what stands behind the # of the link");

/** The body of `POST /invitations/check`: looking uses nothing up. */
export const CheckInvitationRequest = z.strictObject({ token: Token });
export type CheckInvitationRequest = z.infer<typeof CheckInvitationRequest>;

/** Whom an invitation is for, as whoever holds its link sees it. */
export const ShownInvitation = z.strictObject({ email: z.string(), role: UserRole, expires_at: z.string() });
export type ShownInvitation = z.infer<typeof ShownInvitation>;

/** The body of `POST /invitations/accept`. */
export const AcceptInvitationRequest = z.strictObject({ token: Token, name: UserName, password: NewPassword });
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>;

/** The answer of `POST /invitations/accept`. */
export const AcceptedInvitation = z.strictObject({ user_id: z.string(), email: z.string(), role: UserRole });
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;
