import type { OAuthClientProvider, OAuthDiscoveryState } from "@modelcontextprotocol/client";
import type { McpAuthorization, McpOauthClient } from "@/lib/contracts/mcp-authorization";
import { AppError } from "@/lib/core/app-error";
import { judgeUrl, type OutboundRules } from "@/lib/engines/outbound/judge-url";
import { mcpClientMetadata } from "@/lib/policy/oauth/mcp-client-metadata";
import type { McpProgram } from "@/lib/policy/oauth/mcp-program";
import { keptMetadata } from "./kept-metadata";

type CollectSignInInput = {
  server: string;
  program: McpProgram;
  client: McpOauthClient | null;
  state: string;
  rules: OutboundRules;
};
type Collected = Pick<McpAuthorization, "metadata" | "client" | "resource"> & {
  authorizationUrl: string;
  codeVerifier: string;
};

/** The other side of the SDK's flow: it says who we are, and keeps what comes of it. `complete` throws a plain error. */
export function collectSignIn({ server, program, client, state, rules }: CollectSignInInput) {
  const kept: Partial<Collected> = { resource: null, ...(client && { client }) };
  const keep = (found: Partial<Collected>) => void Object.assign(kept, found);
  const { redirectUri, documentUrl } = program;
  const provider: OAuthClientProvider = {
    redirectUrl: redirectUri,
    ...(documentUrl !== null && { clientMetadataUrl: documentUrl }),
    clientMetadata: mcpClientMetadata(program),
    state: () => state,
    clientInformation: () => kept.client,
    saveClientInformation: (made) => keep({ client: cleanClient(made) }),
    tokens: () => undefined,
    saveTokens: () => {},
    saveCodeVerifier: (codeVerifier) => keep({ codeVerifier }),
    codeVerifier: () => kept.codeVerifier ?? "",
    saveResourceUrl: (resource) => keep({ resource }),
    // Called before anything is registered.
    saveDiscoveryState: (found) =>
      keep({ metadata: keptMetadata({ server, metadata: metadataOf(server, found), rules }) }),
    redirectToAuthorization: ({ href }) => keep({ authorizationUrl: href }),
  };
  const complete = (): Collected => {
    const { authorizationUrl, codeVerifier, metadata, client: made, resource = null } = kept;
    // The browser is led there.
    const isPlace = authorizationUrl !== undefined && judgeUrl(authorizationUrl.split("?")[0] ?? "", rules) === null;
    if (!isPlace || !codeVerifier || !metadata || !made) throw new Error("incomplete");
    return { authorizationUrl, codeVerifier, metadata, client: made, resource };
  };
  return { provider, complete };
}

function cleanClient({ client_id, client_secret, ...rest }: McpOauthClient): McpOauthClient {
  const { token_endpoint_auth_method: method } = rest;
  return {
    client_id,
    ...(client_secret !== undefined && { client_secret }),
    ...(method !== undefined && { token_endpoint_auth_method: method }),
  };
}

function metadataOf(server: string, { authorizationServerMetadata: metadata }: OAuthDiscoveryState) {
  if (metadata) return metadata;
  throw new AppError({
    code: "mcp_failed",
    detail: `MCP server '${server}' does not say where one signs in to it.`,
    hint: "It may want a key instead: npm run mcp:credential.",
    mayHaveRun: false,
  });
}
