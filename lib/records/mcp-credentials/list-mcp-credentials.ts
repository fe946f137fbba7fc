import { asc, eq } from "drizzle-orm";
import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { mcpCredentialEntry } from "./mcp-credential-entry";

/** As whom a server, by its id or its name, is called. Throws `not_found`. */
export async function listMcpCredentials(ctx: Context, idOrName: string): Promise<McpCredentialEntry[]> {
  const { name } = await getMcpServer(ctx, idOrName);
  const rows = await ctx.db
    .select()
    .from(mcpCredentials)
    .where(eq(mcpCredentials.serverName, name))
    .orderBy(asc(mcpCredentials.callerId));
  return rows.map((row) => mcpCredentialEntry(ctx, row));
}
