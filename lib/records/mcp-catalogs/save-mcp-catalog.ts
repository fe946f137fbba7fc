import { and, eq, lt } from "drizzle-orm";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import type { McpCatalog } from "./mcp-catalog";

/** What nobody has renewed for so long is of a server as it was once. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Keeps what a server answered, in place of what it answered before under the same key. */
export async function saveMcpCatalog(ctx: Pick<Context, "db" | "clock">, catalog: McpCatalog): Promise<void> {
  const staleAt = new Date(ctx.clock.now().getTime() - keptMs);
  await ctx.db.transaction(async (tx) => {
    const { key, ...set } = catalog;
    await tx.insert(mcpCatalogs).values(catalog).onConflictDoUpdate({ target: mcpCatalogs.key, set });
    const isStale = lt(mcpCatalogs.fetchedAt, staleAt);
    await tx.delete(mcpCatalogs).where(and(eq(mcpCatalogs.serverName, catalog.serverName), isStale));
  });
  forgetRemembered(ctx);
}
