import { hash, verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { findUser } from "./find-user";

/** Makes ORCHESTRATOR_ADMIN_PASSWORD the password of the first admin: also the way back in after one was lost. */
export async function syncEnvironmentPassword(ctx: Context): Promise<void> {
  const { adminEmail: email, adminPassword: password } = ctx.env;
  const user = password === null ? null : await findUser(ctx, { email });
  if (!user || password === null || (await verify(user.passwordHash, password))) return;
  await ctx.db
    .update(users)
    .set({ passwordHash: await hash(password) })
    .where(eq(users.id, user.id));
  ctx.log.warn({ user: user.id }, "the password was set from ORCHESTRATOR_ADMIN_PASSWORD");
}
