import type { Env } from "@/lib/core/env";
import { oauthResource } from "@/lib/policy/oauth/oauth-resource";

type Server = Pick<Env, "publicUrl">;

/** What the MCP endpoint is and whose tokens it takes. Source: RFC 9728, section 2. */
export function describeResource({ publicUrl }: Server): object {
  return {
    resource: oauthResource(publicUrl),
    authorization_servers: [publicUrl],
    bearer_methods_supported: ["header"],
    resource_name: "Orchestrator",
  };
}

/** Who gives tokens out, where and how. Source: RFC 8414, section 2; RFC 9207, section 3; the draft of client documents, section 6. */
export function describeIssuer({ publicUrl }: Server): object {
  return {
    issuer: publicUrl,
    authorization_endpoint: `${publicUrl}/oauth/authorize`,
    token_endpoint: `${publicUrl}/oauth/token`,
    registration_endpoint: `${publicUrl}/oauth/register`,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    protected_resources: [oauthResource(publicUrl)],
  };
}

/** The `WWW-Authenticate` of a 401 of the MCP endpoint, from which a client finds all the rest. Source: RFC 9728, section 5.1. */
export function mcpChallenge({ publicUrl }: Server): string {
  return `Bearer resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp"`;
}
