import type { McpHttpTransport } from "@/lib/engines/mcp/mcp-target";
import type { Context } from "@/lib/records/context";
import { readMcpSignIn } from "@/lib/records/mcp-credentials/read-mcp-sign-in";
import { judgeToken } from "./judge-token";
import { renewMcpSignIn } from "./renew-mcp-sign-in";
import { signInNeeded } from "./sign-in-needed";

type McpAccessTokenInput = { server: string; credentialId: string };
/** Less than a call's context: the connection outlives the call that made it. */
export type TokenContext = Pick<Context, "db" | "clock" | "secretKey" | "log">;

/**
 * Gives the engine the access token of a sign-in, renewed a minute before its end and when it is refused. Throws
 * `upstream_sign_in_needed` when nothing is left of it that could be used.
 */
export function mcpAccessToken(
  { db, clock, secretKey, log }: TokenContext,
  { server, credentialId: id }: McpAccessTokenInput,
): NonNullable<McpHttpTransport["accessToken"]> {
  const ctx = { db, clock, secretKey, log };
  return async ({ refused }) => {
    const signIn = await readMcpSignIn(ctx, { id, isFresh: refused !== null });
    if (!signIn) throw signInNeeded({ server });
    const verdict = judgeToken(ctx, { signIn, refused });
    if (verdict.kind === "good") return verdict.token;
    return renewMcpSignIn(ctx, { server, id, refused });
  };
}
