import { and, asc, eq, gt } from "drizzle-orm";
import { mcpSignIns } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";

/** The sign-ins at a server, by its id or its name, that have begun and not ended. Throws `not_found`. */
export async function listMcpSignIns(ctx: Context, idOrName: string) {
  const { name } = await getMcpServer(ctx, idOrName);
  const isOpen = and(eq(mcpSignIns.serverName, name), gt(mcpSignIns.expiresAt, ctx.clock.now()));
  const rows = await ctx.db.select().from(mcpSignIns).where(isOpen).orderBy(asc(mcpSignIns.createdAt));
  return rows.map(({ callerId, expiresAt }) => ({ caller_id: callerId, expires_at: expiresAt.toISOString() }));
}
