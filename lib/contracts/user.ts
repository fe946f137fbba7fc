import { z } from "zod";
import { passwordCharsMin } from "./password-chars-min";

export const UserRole = z.enum(["viewer", "operator", "admin"]);
export type UserRole = z.infer<typeof UserRole>;

export const NewPassword = z
  .string()
  .min(passwordCharsMin, `must have at least ${passwordCharsMin} characters`)
  .max(1_024, "must have at most 1024 characters");

export const UserEmail = z.email("must be an e-mail address").max(254);

/** What a person is called; no character that cannot be seen. */
export const UserName = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "must hold no invisible character");

/** How the console looks and listens, for one person on every machine. */
export const Preferences = z.strictObject({
  theme: z.enum(["auto", "light", "dark"]).describe("`auto` follows the machine."),
  shortcuts: z.boolean().describe("Whether single keys do things (WCAG 2.1.4)."),
});
export type Preferences = z.infer<typeof Preferences>;

/** A console user as admins see it. */
export const UserEntry = z.strictObject({
  user_id: z.string(),
  email: z.string(),
  name: z.string(),
  role: UserRole,
  has_password: z.boolean(),
  identities: z.array(z.string()).describe("The issuers by which they sign in."),
  keys_in_use: z.int().describe("API keys that they made, and that still work."),
  created_at: z.string(),
  last_sign_in_at: z.string().nullable(),
});
export type UserEntry = z.infer<typeof UserEntry>;

export const UserList = z.strictObject({ users: z.array(UserEntry) });

/** The body of `PATCH /users/{id}`. */
export const UpdateUserRequest = z.strictObject({ role: UserRole });
export type UpdateUserRequest = z.infer<typeof UpdateUserRequest>;

/** The query of `DELETE /users/{id}`. */
export const RemoveUserQuery = z.strictObject({
  keys: z.enum(["revoke", "keep"]).default("revoke").describe("What becomes of the API keys that they made."),
});
export type RemoveUserQuery = z.infer<typeof RemoveUserQuery>;

/** The answer of `DELETE /users/{id}`. */
export const RemovedUser = z.strictObject({ user_id: z.string(), email: z.string(), keys_revoked: z.int() });
export type RemovedUser = z.infer<typeof RemovedUser>;
