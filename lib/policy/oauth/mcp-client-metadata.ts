import type { McpProgram } from "./mcp-program";

/** What this program says of itself as an OAuth client: public, with PKCE for a proof (RFC 7591, section 2). */
export function mcpClientMetadata({ redirectUri, homeUrl }: McpProgram) {
  return {
    client_name: "Orchestrator",
    client_uri: homeUrl,
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
}
