import { eq, sql } from "drizzle-orm";
import type { ChangePasswordRequest, SessionsEnded } from "@/lib/contracts/account";
import { AppError } from "@/lib/core/app-error";
import { users } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { beginAttempt } from "@/lib/records/sign-ins/begin-attempt";
import { endAttempt } from "@/lib/records/sign-ins/end-attempt";
import { hashPassword } from "./hash-password";
import { refusePoorPassword } from "./refuse-poor-password";
import { requireUser } from "./require-user";
import { verifyPassword } from "./verify-password";

/**
 * Gives the one who asks another password, and ends all their sessions. Throws `forbidden` for a wrong old one,
 * `too_many_attempts` after some of those, and `busy`.
 */
export async function changePassword(
  ctx: Context,
  { old_password, new_password }: ChangePasswordRequest,
): Promise<SessionsEnded> {
  const user = await requireUser(ctx);
  refusePoorPassword({ password: new_password, email: user.email, field: "new_password" });
  // Whoever found an open session must not be able to try passwords here without end.
  // Counted for this account alone: no one's wrong passwords may make somebody else wait.
  const own = { account: `password of ${user.id}`, address: `session of ${user.id}` };
  const attempt = await beginAttempt(ctx, { ...own, deviceId: null });
  if (attempt.kind === "wait") throw tooMany(attempt.waitMs);
  if (!(await verifyPassword({ hash: user.passwordHash, password: old_password }))) {
    throw new AppError({
      code: "forbidden",
      detail: "The old password is wrong.",
      errors: [{ path: "old_password", message: "is wrong" }],
    });
  }
  await endAttempt(ctx, attempt);
  const passwordHash = await hashPassword(new_password);
  await ctx.db.transaction(async (db) => {
    const change = { passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` };
    await db.update(users).set(change).where(eq(users.id, user.id));
    await appendAudit({ ...ctx, db }, { kind: "user.password_changed", subject: user.id, data: { email: user.email } });
  });
  return { sessions: "ended" };
}

function tooMany(waitMs: number): AppError {
  return new AppError({
    code: "too_many_attempts",
    detail: "Too many wrong passwords.",
    hint: `Try again in ${Math.ceil(waitMs / 1000)} seconds.`,
    retryAfterS: Math.ceil(waitMs / 1000),
  });
}
