import { eq } from "drizzle-orm";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";
import type { McpCatalog } from "./mcp-catalog";

/** The catalog of a key, out of date or not, as it was at most a second ago; null when there is none. */
export function findMcpCatalog(ctx: Pick<Context, "db" | "clock">, key: string): Promise<McpCatalog | null> {
  return remember(ctx, {
    name: `mcp catalog ${key}`,
    read: async () => {
      const [row] = await ctx.db.select().from(mcpCatalogs).where(eq(mcpCatalogs.key, key));
      return row ?? null;
    },
  });
}
