import { eq } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";
import type { McpServerEntry, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { mcpServers } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedMcpServer } from "./audited-mcp-server";
import { changeMcpServers } from "./change-mcp-servers";
import { changedMcpServer } from "./changed-mcp-server";
import { mcpServerEntry } from "./mcp-server-entry";
import { pickMcpServer } from "./pick-mcp-server";
import { refuseProcess } from "./refuse-process";
import { rowServer } from "./row-server";

type UpdateMcpServerInput = { id: string; change: UpdateMcpServerRequest };

/**
 * Changes what is given of a server, by its id or its name, and tells the audit log of what, from what and to what.
 * Throws `not_found`, `invalid_request` for what does not fit it or for a server of the configuration file, and
 * `not_configured` for a process where none is allowed.
 */
export function updateMcpServer(ctx: Context, { id, change }: UpdateMcpServerInput): Promise<McpServerEntry> {
  const { command, args, env } = change;
  if ((command ?? args ?? env ?? change.cwd) !== undefined) refuseProcess(ctx);
  return changeMcpServers(ctx, async (tx, rows) => {
    const row = pickMcpServer(ctx, { idOrName: id, rows });
    const changed = changedMcpServer(ctx, { row, change });
    const before = mcpServerEntry(ctx, rowServer(ctx, row));
    const after = mcpServerEntry(ctx, rowServer(ctx, changed));
    const differences = differencesOf({ before: auditedMcpServer(before), after: auditedMcpServer(after) });
    const renewed = Object.keys(change.env ?? change.headers ?? {}).sort();
    if (renewed.length > 0) differences[change.env ? "env" : "headers"] = renewed;
    if (Object.keys(differences).length === 0) return before;
    const updatedAt = ctx.clock.now();
    await tx.db
      .update(mcpServers)
      .set({ ...changed, updatedAt })
      .where(eq(mcpServers.id, row.id));
    const data = { name: row.name, changed: differences };
    await appendAudit(tx, { kind: "mcp_server.changed", subject: row.id, data });
    return { ...after, updated_at: updatedAt.toISOString() };
  });
}

function differencesOf({ before, after }: { before: JsonObject; after: JsonObject }): JsonObject {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { from: before[name] ?? null, to: after[name] ?? null }]));
}
