import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import type { Context } from "@/lib/records/context";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { mcpServerEntry } from "@/lib/records/mcp-servers/mcp-server-entry";
import { listMcpStatuses } from "@/lib/tools/mcp/list-mcp-statuses";

/** Every MCP server as admins see it, with what this process knows of it. */
export async function listMcpServerEntries(ctx: Context): Promise<McpServerEntry[]> {
  const servers = await listMcpServers(ctx);
  const statuses = await listMcpStatuses(
    ctx,
    servers.map(({ name }) => name),
  );
  return servers.map((server) => {
    // Of a row whose place the file takes, nothing is known: the name is the file's.
    const status = server.fault === null ? statuses.get(server.name) : undefined;
    return { ...mcpServerEntry(ctx, server), ...(status && { status }) };
  });
}
