import type { CreateMcpServerRequest, McpServerEntry } from "@/lib/contracts/mcp-server";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { mcpServersMax } from "@/lib/core/mcp-fields";
import { mcpServers } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedMcpServer } from "./audited-mcp-server";
import { changeMcpServers } from "./change-mcp-servers";
import { forgetMcpServer } from "./forget-mcp-server";
import { sealMcpSecrets } from "./mcp-secrets";
import type { McpServerRow } from "./mcp-server";
import { mcpServerEntry } from "./mcp-server-entry";
import { refuseProcess } from "./refuse-process";
import { rowServer } from "./row-server";

const timeoutMaxS = 600;

/**
 * Adds a server, and a row to the audit log; nothing of it is started before it is used. Throws `already_exists` for a
 * name that differs from another one by capitals at most, `limit_reached` at 50 servers, `not_configured` for a process
 * where none is allowed.
 */
export function createMcpServer(ctx: Context, request: CreateMcpServerRequest): Promise<McpServerEntry> {
  if (request.command !== undefined) refuseProcess(ctx);
  return changeMcpServers(ctx, async (tx, rows) => {
    refuseTaken(ctx, { name: request.name, rows });
    if (rows.length + ctx.env.mcp.servers.length >= mcpServersMax) {
      const detail = `There are ${mcpServersMax} MCP servers already.`;
      throw new AppError({ code: "limit_reached", detail, hint: "Remove some." });
    }
    // A server that had this name in the configuration file has left them behind.
    await forgetMcpServer(tx, request.name);
    const row = newRow(ctx, request);
    await tx.db.insert(mcpServers).values(row);
    const entry = mcpServerEntry(ctx, rowServer(ctx, row));
    await appendAudit(tx, { kind: "mcp_server.added", subject: row.id, data: auditedMcpServer(entry) });
    return entry;
  });
}

function newRow(ctx: Context, request: CreateMcpServerRequest): McpServerRow {
  const now = ctx.clock.now();
  const id = createId("mcpServer", now.getTime());
  const { name, command, args, cwd, env, url, headers, trusted, approval, timeout_s: timeoutS, enabled } = request;
  const { timeout_max_s: timeoutMax = Math.max(timeoutMaxS, timeoutS) } = request;
  return {
    id,
    name,
    transport: command === undefined ? "http" : "stdio",
    command: command ?? null,
    args: args ?? [],
    cwd: cwd ?? null,
    url: url ?? null,
    secrets: sealMcpSecrets(ctx, { id, secrets: env ?? headers ?? {} }),
    isTrusted: trusted,
    approval,
    timeoutMs: Math.round(timeoutS * 1000),
    timeoutMaxMs: Math.round(timeoutMax * 1000),
    isEnabled: enabled,
    createdAt: now,
    updatedAt: now,
  };
}

function refuseTaken({ env }: Pick<Context, "env">, { name, rows }: { name: string; rows: McpServerRow[] }): void {
  const isTwin = (other: { name: string }) => other.name.toLowerCase() === name.toLowerCase();
  const twin = env.mcp.servers.find(isTwin) ?? rows.find(isTwin);
  if (!twin) return;
  const where = "id" in twin ? "" : " in the configuration file";
  throw new AppError({
    code: "already_exists",
    detail: `There is an MCP server '${twin.name}' already${where}.`,
    hint: where ? "Change it there, or take another name." : "Change that one, or remove it first.",
    errors: [{ path: "name", message: `is taken already${twin.name === name ? "" : `, by '${twin.name}'`}` }],
  });
}
