import { eq } from "drizzle-orm";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";

/** Marks what a server answered as no longer so: it is asked again before it is used. */
export async function voidMcpCatalog(ctx: Pick<Context, "db">, key: string): Promise<void> {
  await ctx.db
    .update(mcpCatalogs)
    .set({ expiresAt: new Date(0) })
    .where(eq(mcpCatalogs.key, key));
  forgetRemembered(ctx);
}
