import { and, eq } from "drizzle-orm";
import type { McpCredentialEntry, PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeMcpServers } from "@/lib/records/mcp-servers/change-mcp-servers";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import type { McpCredentialRow } from "./mcp-credential";
import { mcpCredentialEntry } from "./mcp-credential-entry";
import { refuseUnknownCaller } from "./refuse-unknown-caller";
import { sealHeaders } from "./sealed-headers";

type PutMcpCredentialInput = { server: string; request: PutMcpCredentialRequest };

/**
 * Stores as whom a caller's calls reach a server (by its id or its name), in place of what was stored before, and adds a
 * row to the audit log. They are sent to the origin that the server has now, and to no other. Throws `not_found`, or
 * `invalid_request` for a caller that there is not, or a server that takes no headers.
 */
export function putMcpCredential(
  ctx: Context,
  { server, request }: PutMcpCredentialInput,
): Promise<McpCredentialEntry> {
  return changeMcpServers(ctx, async (tx) => {
    const { name, transport } = await getMcpServer(tx, server);
    const { caller_id: callerId, headers } = request;
    const origin = originOf(transport);
    await refuseUnknownCaller(tx, callerId);
    const isOfCaller = and(eq(mcpCredentials.serverName, name), eq(mcpCredentials.callerId, callerId));
    const [before] = await tx.db.select().from(mcpCredentials).where(isOfCaller);
    const now = ctx.clock.now();
    const id = before?.id ?? createId("credential", now.getTime());
    const row: McpCredentialRow = {
      id,
      serverName: name,
      callerId,
      kind: "headers",
      sealed: sealHeaders(ctx, { id, origin, headers }),
      expiresAt: null,
      renewingUntil: null,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    await tx.db.insert(mcpCredentials).values(row).onConflictDoUpdate({ target: mcpCredentials.id, set: row });
    const data = {
      server: name,
      caller_id: callerId,
      kind: row.kind,
      header_names: Object.keys(headers).sort(),
      origin,
    };
    await appendAudit(tx, { kind: "mcp_credential.stored", subject: id, data });
    return mcpCredentialEntry(ctx, row);
  });
}

function originOf(transport: McpServer["transport"]): string {
  if (transport.kind === "http") return new URL(transport.url).origin;
  throw new AppError({
    code: "invalid_request",
    detail: "A server with a command takes no headers.",
    hint: "Give it what it needs as env; that is the same for all callers.",
  });
}
