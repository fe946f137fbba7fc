import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";
import type { User } from "@/lib/records/users/find-user";

export type LockedGrant = { grant: typeof oauthGrants.$inferSelect; user: User };

/** A grant that holds, and its user, kept from everyone else's change until the transaction ends; else null. */
export async function lockGrant(ctx: Pick<Context, "db">, id: string): Promise<LockedGrant | null> {
  const [row] = await ctx.db
    .select({ grant: oauthGrants, user: users })
    .from(oauthGrants)
    .innerJoin(users, eq(users.id, oauthGrants.userId))
    .where(and(eq(oauthGrants.id, id), isNull(oauthGrants.revokedAt)))
    .for("update", { of: oauthGrants });
  return row ?? null;
}
