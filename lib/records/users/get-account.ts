import { asc, eq } from "drizzle-orm";
import type { Account } from "@/lib/contracts/account";
import { userIdentities } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import { preferencesOf } from "./preferences-of";
import { requireUser } from "./require-user";

/** The account of the console user who asks. Throws `forbidden` for any other caller. */
export async function getAccount(ctx: Pick<Context, "db" | "actor">): Promise<Account> {
  const user = await requireUser(ctx);
  const identities = await ctx.db
    .select({ issuer: userIdentities.issuer })
    .from(userIdentities)
    .where(eq(userIdentities.userId, user.id))
    .orderBy(asc(userIdentities.issuer));
  return {
    user_id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    has_password: user.passwordHash !== null,
    identities: identities.map(({ issuer }) => issuer),
    preferences: preferencesOf(user),
    created_at: user.createdAt.toISOString(),
    last_sign_in_at: user.lastSignInAt?.toISOString() ?? null,
  };
}
