import { selectClientAuthMethod } from "@modelcontextprotocol/client";
import type { McpAuthorization, McpTokens } from "@/lib/contracts/mcp-authorization";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";
import { sdkFacts } from "./sdk-facts";
import { signInFetch } from "./sign-in-fetch";
import { signInRules } from "./sign-in-rules";

type RevokeSignInInput = {
  server: string;
  authorization: McpAuthorization;
  tokens: McpTokens;
  signal: AbortSignal;
  resolve?: Resolve;
};

/** Tells the authorization server that the tokens are no longer needed (RFC 7009), and whether it took that. Never throws. */
export async function revokeSignIn({ authorization, tokens, ...input }: RevokeSignInInput): Promise<boolean> {
  const { metadata, client } = authorization;
  const { revocation_endpoint: endpoint } = metadata;
  if (typeof endpoint !== "string") return false;
  const { fetch } = signInFetch({ rules: signInRules(authorization), resolve: undefined, ...input });
  const isRefresh = tokens.refreshToken !== null;
  const body = new URLSearchParams({
    token: tokens.refreshToken ?? tokens.accessToken,
    token_type_hint: isRefresh ? "refresh_token" : "access_token",
  });
  const headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded" };
  const known = metadata.revocation_endpoint_auth_methods_supported ?? metadata.token_endpoint_auth_methods_supported;
  const { clientInformation = client } = sdkFacts(authorization);
  const method = selectClientAuthMethod(clientInformation, Array.isArray(known) ? known.map(String) : []);
  if (method === "client_secret_basic") {
    headers.authorization = `Basic ${btoa(`${client.client_id}:${client.client_secret}`)}`;
  } else {
    body.set("client_id", client.client_id);
    if (method === "client_secret_post") body.set("client_secret", client.client_secret ?? "");
  }
  try {
    return (await fetch(endpoint, { method: "POST", headers, body })).ok;
  } catch {
    return false;
  }
}
