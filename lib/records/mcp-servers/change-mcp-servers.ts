import { asc, sql } from "drizzle-orm";
import { mcpServers } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import type { McpServerRow } from "./mcp-server";

/**
 * Changes servers, or what belongs to them, in one transaction, which no other such change runs beside: what the work
 * finds in the rows holds when it writes. Readers go on meanwhile.
 */
export async function changeMcpServers<Value>(
  ctx: Context,
  work: (tx: Context, rows: McpServerRow[]) => Promise<Value>,
): Promise<Value> {
  const done = await ctx.db.transaction(async (db) => {
    await db.execute(sql`lock table mcp_servers in share row exclusive mode`);
    return work({ ...ctx, db }, await db.select().from(mcpServers).orderBy(asc(mcpServers.name)));
  });
  forgetRemembered(ctx);
  return done;
}
