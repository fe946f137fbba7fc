import { eq } from "drizzle-orm";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";

/** Forgets what a server answered, as anybody, so that it is asked again. */
export async function deleteMcpCatalogsOf(ctx: Pick<Context, "db">, serverName: string): Promise<void> {
  await ctx.db.delete(mcpCatalogs).where(eq(mcpCatalogs.serverName, serverName));
  forgetRemembered(ctx);
}
