import { inArray } from "drizzle-orm";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import type { McpCatalog } from "./mcp-catalog";

/** The catalogs of some keys, as far as there are any, by key and in one statement. */
export async function listMcpCatalogs(ctx: Pick<Context, "db">, keys: string[]): Promise<Map<string, McpCatalog>> {
  if (keys.length === 0) return new Map();
  const rows = await ctx.db.select().from(mcpCatalogs).where(inArray(mcpCatalogs.key, keys));
  return new Map(rows.map((row) => [row.key, row]));
}
