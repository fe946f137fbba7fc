import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import type { Context } from "@/lib/records/context";
import type { McpCredentialRow } from "./mcp-credential";
import { unsealHeaders } from "./sealed-headers";
import { unsealSignIn } from "./sealed-sign-in";

/** A credential as it is shown: never a value. */
export function mcpCredentialEntry(ctx: Pick<Context, "secretKey">, row: McpCredentialRow): McpCredentialEntry {
  const opened = row.kind === "headers" ? unsealHeaders(ctx, row) : null;
  const signIn = row.kind === "oauth" ? unsealSignIn(ctx, row) : null;
  return {
    credential_id: row.id,
    server: row.serverName,
    caller_id: row.callerId,
    kind: row.kind,
    header_names: opened && Object.keys(opened.headers).sort(),
    origin: (opened ?? signIn)?.origin ?? null,
    expires_at: row.expiresAt?.toISOString() ?? null,
    scope: signIn?.tokens?.scope ?? null,
    renewable: row.kind === "oauth" ? typeof signIn?.tokens?.refreshToken === "string" : null,
    sign_in_needed: row.kind === "oauth" && !signIn?.tokens,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
