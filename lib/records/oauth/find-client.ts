import { eq } from "drizzle-orm";
import { oauthClients } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";

export type OauthClient = typeof oauthClients.$inferSelect;

/** A client as it is kept, however old what is known of it; null for one that is not. */
export async function findClient(ctx: Pick<Context, "db">, id: string): Promise<OauthClient | null> {
  const [row] = await ctx.db.select().from(oauthClients).where(eq(oauthClients.id, id));
  return row ?? null;
}
