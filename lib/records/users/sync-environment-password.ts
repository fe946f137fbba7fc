import { eq, sql } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { findUser } from "./find-user";
import { hashPassword } from "./hash-password";
import { verifyPassword } from "./verify-password";

/**
 * Makes ORCHESTRATOR_ADMIN_PASSWORD the password of the first admin: also the way back in after one was lost. Sessions of
 * before end with it.
 */
export async function syncEnvironmentPassword(ctx: Context): Promise<void> {
  const { adminEmail: email, adminPassword: password } = ctx.env;
  const user = password === null ? null : await findUser(ctx, { email });
  if (!user || password === null || (await verifyPassword({ hash: user.passwordHash, password }))) return;
  const passwordHash = await hashPassword(password);
  await ctx.db.transaction(async (db) => {
    const change = { passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` };
    await db.update(users).set(change).where(eq(users.id, user.id));
    await appendAudit({ ...ctx, db }, { kind: "user.password_changed", subject: user.id, data: { email } });
  });
  ctx.log.warn({ user: user.id }, "the password was set from ORCHESTRATOR_ADMIN_PASSWORD");
}
