import { and, eq } from "drizzle-orm";
import type { McpAuthorization, McpTokens } from "@/lib/contracts/mcp-authorization";
import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeMcpServers } from "@/lib/records/mcp-servers/change-mcp-servers";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import type { McpCredentialRow } from "./mcp-credential";
import { mcpCredentialEntry } from "./mcp-credential-entry";
import { refuseUnknownCaller } from "./refuse-unknown-caller";
import { sealSignIn } from "./sealed-sign-in";

type StoreMcpSignInInput = {
  server: string;
  callerId: string;
  authorization: McpAuthorization;
  tokens: McpTokens;
  expiresAt: Date | null;
};

/**
 * Stores what a sign-in came to as that with which a caller's calls reach a server, in place of what was stored before,
 * and adds a row to the audit log. Throws `not_found`, or `invalid_request` where the server has gone elsewhere meanwhile.
 */
export function storeMcpSignIn(ctx: Context, input: StoreMcpSignInInput): Promise<McpCredentialEntry> {
  const { server, callerId, authorization, tokens, expiresAt } = input;
  return changeMcpServers(ctx, async (tx) => {
    const { name, transport } = await getMcpServer(tx, server);
    const { origin } = new URL(authorization.serverUrl);
    if (transport.kind !== "http" || new URL(transport.url).origin !== origin) throw elsewhere(name);
    await refuseUnknownCaller(tx, callerId);
    const isOfCaller = and(eq(mcpCredentials.serverName, name), eq(mcpCredentials.callerId, callerId));
    const [before] = await tx.db.select().from(mcpCredentials).where(isOfCaller);
    const now = ctx.clock.now();
    const id = before?.id ?? createId("credential", now.getTime());
    const row: McpCredentialRow = {
      id,
      serverName: name,
      callerId,
      kind: "oauth",
      sealed: sealSignIn(ctx, { id, origin, authorization, tokens }),
      expiresAt,
      renewingUntil: null,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    await tx.db.insert(mcpCredentials).values(row).onConflictDoUpdate({ target: mcpCredentials.id, set: row });
    const { issuer } = authorization.metadata;
    const data = { server: name, caller_id: callerId, kind: row.kind, origin, issuer, scope: tokens.scope };
    await appendAudit(tx, { kind: "mcp_credential.stored", subject: id, data });
    return mcpCredentialEntry(ctx, row);
  });
}

function elsewhere(name: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The MCP server '${name}' is at another address than when the sign-in began.`,
    hint: "Sign in again.",
  });
}
