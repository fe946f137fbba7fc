import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import type { Context } from "@/lib/records/context";
import type { McpCredentialRow } from "./mcp-credential";
import { unsealHeaders } from "./sealed-headers";

/** A credential as it is shown: never a value. */
export function mcpCredentialEntry(ctx: Pick<Context, "secretKey">, row: McpCredentialRow): McpCredentialEntry {
  const opened = row.kind === "headers" ? unsealHeaders(ctx, row) : null;
  return {
    credential_id: row.id,
    server: row.serverName,
    caller_id: row.callerId,
    kind: row.kind,
    header_names: opened && Object.keys(opened.headers).sort(),
    origin: opened?.origin ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
