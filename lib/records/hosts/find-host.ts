import { eq } from "drizzle-orm";
import { hosts } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";

/** A host by the alias that callers use, or null. */
export async function findHost(ctx: Pick<Context, "db">, alias: string): Promise<Host | null> {
  const [row] = await ctx.db.select().from(hosts).where(eq(hosts.alias, alias));
  return row ?? null;
}
