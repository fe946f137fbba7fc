import { eq } from "drizzle-orm";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import { mcpServers } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedMcpServer } from "./audited-mcp-server";
import { changeMcpServers } from "./change-mcp-servers";
import { forgetMcpServer } from "./forget-mcp-server";
import { mcpServerEntry } from "./mcp-server-entry";
import { pickMcpServer } from "./pick-mcp-server";
import { rowServer } from "./row-server";

/**
 * Removes a server by its id or its name, its catalogs and credentials with it; the audit log says so. Throws
 * `not_found`, or `invalid_request` for one of the configuration file.
 */
export function deleteMcpServer(ctx: Context, idOrName: string): Promise<McpServerEntry> {
  return changeMcpServers(ctx, async (tx, rows) => {
    const row = pickMcpServer(ctx, { idOrName, rows });
    const entry = mcpServerEntry(ctx, rowServer(ctx, row));
    await tx.db.delete(mcpServers).where(eq(mcpServers.id, row.id));
    const isShadowed = ctx.env.mcp.servers.some(({ name }) => name === row.name);
    if (!isShadowed) await forgetMcpServer(tx, row.name);
    await appendAudit(tx, { kind: "mcp_server.removed", subject: row.id, data: auditedMcpServer(entry) });
    return entry;
  });
}
