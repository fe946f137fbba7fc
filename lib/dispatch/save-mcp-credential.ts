import type { McpCredentialEntry, PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import type { Context } from "@/lib/records/context";
import { deleteMcpCredential } from "@/lib/records/mcp-credentials/delete-mcp-credential";
import { putMcpCredential } from "@/lib/records/mcp-credentials/put-mcp-credential";
import { readMcpSignIn } from "@/lib/records/mcp-credentials/read-mcp-sign-in";
import { closeStaleMcp } from "@/lib/tools/mcp/close-stale-mcp";

const revokeMsMax = 5_000;

/** Stores headers for a caller; connections with what was before end here at once. Throws as `putMcpCredential`. */
export async function storeMcpCredential(
  ctx: Context,
  input: { server: string; request: PutMcpCredentialRequest },
): Promise<McpCredentialEntry> {
  const stored = await putMcpCredential(ctx, input);
  await closeStaleMcp(ctx);
  return stored;
}

/**
 * Removes a credential and ends the connections with it. The tokens of a sign-in are revoked where they came from, as far
 * as that can be had in five seconds: it is gone here in any case. Throws as `deleteMcpCredential`.
 */
export async function removeMcpCredential(
  ctx: Context,
  input: { server: string; id: string },
): Promise<McpCredentialEntry> {
  const signIn = await readMcpSignIn(ctx, { id: input.id, isFresh: true });
  const removed = await deleteMcpCredential(ctx, input);
  await closeStaleMcp(ctx);
  if (signIn?.tokens) {
    const { revokeSignIn } = await import("@/lib/engines/mcp/sign-in/revoke-sign-in");
    const { serverName: server, authorization, tokens } = signIn;
    const isRevoked = await revokeSignIn({ server, authorization, tokens, signal: AbortSignal.timeout(revokeMsMax) });
    ctx.log.info({ server, credential: input.id, isRevoked }, "a sign-in at an MCP server was removed");
  }
  return removed;
}
