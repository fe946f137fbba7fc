import { asc } from "drizzle-orm";
import { mcpServers } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";
import { fileServer } from "./file-server";
import type { McpServer } from "./mcp-server";
import { rowServer } from "./row-server";

/**
 * Every MCP server: those of the configuration file, then the rows, each by name, as they were at most a second ago; a
 * change by this process counts at once. Those that are off are among them, and rows whose place the file takes.
 */
export async function listMcpServers(ctx: Pick<Context, "db" | "clock" | "env" | "secretKey">): Promise<McpServer[]> {
  const read = async () => {
    const ofFile = ctx.env.mcp.servers.map((config) => fileServer(ctx, config));
    const rows = await ctx.db.select().from(mcpServers).orderBy(asc(mcpServers.name));
    return [...ofFile, ...rows.map((row) => rowServer(ctx, row))];
  };
  return (await remember(ctx, { name: "mcp servers", read })) ?? [];
}
