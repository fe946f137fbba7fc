import { z } from "zod";
import { NewPassword, Preferences, UserName, UserRole } from "./user";

/** The answer of `GET /account`: the console user who asks. */
export const Account = z.strictObject({
  user_id: z.string(),
  email: z.string(),
  name: z.string(),
  role: UserRole,
  has_password: z.boolean(),
  identities: z.array(z.string()),
  preferences: Preferences,
  created_at: z.string(),
  last_sign_in_at: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

/** The body of `PATCH /account`: what is left out stays. */
export const UpdateAccountRequest = z.strictObject({ name: UserName, preferences: Preferences.partial() }).partial();
export type UpdateAccountRequest = z.infer<typeof UpdateAccountRequest>;

/** The body of `POST /account/password`. */
export const ChangePasswordRequest = z.strictObject({
  old_password: z.string().min(1, "must not be empty").max(1_024),
  new_password: NewPassword,
});
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>;

/** The answer of what ends every session of the one who asks. */
export const SessionsEnded = z.strictObject({ sessions: z.literal("ended") });
export type SessionsEnded = z.infer<typeof SessionsEnded>;
