import type { AuthorizationServerMetadata } from "@modelcontextprotocol/client";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import { AppError } from "@/lib/core/app-error";
import { judgeUrl, type OutboundRules } from "@/lib/engines/outbound/judge-url";

type KeptMetadataInput = { server: string; metadata: AuthorizationServerMetadata; rules: OutboundRules };

const endpoints = ["authorization_endpoint", "token_endpoint", "registration_endpoint", "revocation_endpoint"] as const;
const facts = [
  "issuer",
  "response_types_supported",
  "code_challenge_methods_supported",
  "token_endpoint_auth_methods_supported",
  "revocation_endpoint_auth_methods_supported",
  "authorization_response_iss_parameter_supported",
] as const;

/**
 * What is kept of an authorization server's metadata. Throws an AppError when an endpoint is no place to be called, or
 * it does not say that it knows PKCE by S256, without which nobody may go on (MCP 2026-07-28, authorization).
 */
export function keptMetadata({ server, metadata, rules }: KeptMetadataInput): McpAuthorization["metadata"] {
  const said = metadata as Record<string, unknown>;
  for (const name of endpoints) {
    const fault = typeof said[name] === "string" ? judgeUrl(said[name], rules) : null;
    if (fault !== null) throw refused(server, `the URL of its ${name} ${fault}`);
  }
  if (!metadata.code_challenge_methods_supported?.includes("S256")) {
    throw refused(server, "its authorization server does not say that it knows PKCE (S256)");
  }
  const kept = [...endpoints, ...facts].filter((name) => said[name] !== undefined).map((name) => [name, said[name]]);
  return Object.fromEntries(kept);
}

function refused(server: string, why: string): AppError {
  return new AppError({
    code: "mcp_failed",
    detail: `The sign-in for MCP server '${server}' does not work: ${why}.`,
    mayHaveRun: false,
  });
}
