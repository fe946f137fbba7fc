import type { McpServerEntry, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import type { Context } from "@/lib/records/context";
import { deleteMcpServer } from "@/lib/records/mcp-servers/delete-mcp-server";
import { updateMcpServer } from "@/lib/records/mcp-servers/update-mcp-server";
import { closeStaleMcp } from "@/lib/tools/mcp/close-stale-mcp";

type ChangeMcpServerInput = { id: string; change: UpdateMcpServerRequest };

/** Changes a server; connections to what it was end here at once, elsewhere within half a minute. Throws as `updateMcpServer`. */
export async function changeMcpServer(ctx: Context, input: ChangeMcpServerInput): Promise<McpServerEntry> {
  const changed = await updateMcpServer(ctx, input);
  await closeStaleMcp(ctx);
  return changed;
}

/** Removes a server, and ends the connections to it likewise. Throws as `deleteMcpServer`. */
export async function removeMcpServer(ctx: Context, idOrName: string): Promise<McpServerEntry> {
  const removed = await deleteMcpServer(ctx, idOrName);
  await closeStaleMcp(ctx);
  return removed;
}
