import { desc, eq } from "drizzle-orm";
import type { GrantEntry } from "@/lib/contracts/oauth";
import { users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";
import { grantEntry } from "./grant-entry";

const grantsMax = 500;

/** The programs that the actor let in, newest first; everybody's for an admin. */
export async function listGrants(ctx: Context): Promise<GrantEntry[]> {
  const { rights, ownerId } = ctx.actor;
  const isAdmin = rights.includes("admin");
  if (!isAdmin && ownerId === null) return [];
  const rows = await ctx.db
    .select({ grant: oauthGrants, email: users.email })
    .from(oauthGrants)
    .leftJoin(users, eq(users.id, oauthGrants.userId))
    .where(isAdmin ? undefined : eq(oauthGrants.userId, ownerId ?? ""))
    .orderBy(desc(oauthGrants.id))
    .limit(grantsMax);
  return rows.map(grantEntry);
}
