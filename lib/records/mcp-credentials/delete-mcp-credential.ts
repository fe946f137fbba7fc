import { and, eq } from "drizzle-orm";
import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import { AppError } from "@/lib/core/app-error";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { forgetRemembered } from "@/lib/records/remember";
import { mcpCredentialEntry } from "./mcp-credential-entry";

type DeleteMcpCredentialInput = { server: string; id: string };

/** Removes a credential of a server, named by its id or its name; the audit log says so. Throws `not_found`. */
export async function deleteMcpCredential(
  ctx: Context,
  { server, id }: DeleteMcpCredentialInput,
): Promise<McpCredentialEntry> {
  const { name } = await getMcpServer(ctx, server);
  const removed = await ctx.db.transaction(async (db) => {
    const isIt = and(eq(mcpCredentials.serverName, name), eq(mcpCredentials.id, id));
    const [row] = await db.delete(mcpCredentials).where(isIt).returning();
    if (!row) throw new AppError({ code: "not_found", detail: `The MCP server '${name}' has no such credential.` });
    const data = { server: name, caller_id: row.callerId, kind: row.kind };
    await appendAudit({ ...ctx, db }, { kind: "mcp_credential.removed", subject: id, data });
    return mcpCredentialEntry(ctx, row);
  });
  forgetRemembered(ctx);
  return removed;
}
