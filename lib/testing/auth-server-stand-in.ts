import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import { type SeenRequest, type StandInAnswer, startFlowStandIn } from "./flow-stand-in";

type Answer = StandInAnswer | ((response: import("node:http").ServerResponse) => void);
type Routes = Record<string, (seen: SeenRequest) => Answer>;

/** A JSON answer. */
export function jsonAnswer(body: unknown, status = 200): StandInAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/**
 * A stand-in for an MCP server and its authorization server at one address, for faults that no real one shows. What
 * `routes` has by `METHOD /path` takes the place of a proper answer.
 */
export async function startAuthServerStandIn(routes: (url: string) => Routes = () => ({})) {
  const server = await startFlowStandIn((seen) => {
    const { pathname } = new URL(seen.url, url);
    const all: Routes = { ...proper(url), ...routes(url) };
    return all[`${seen.method} ${pathname}`]?.(seen) ?? { status: 404 };
  });
  const { url } = server;
  const tokenRequests = () => server.seen.filter((one) => one.url === "/token");
  return { url, seen: server.seen, tokenRequests };
}

/** What an authorization server at an address says of itself. */
export function authServerMetadata(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    registration_endpoint: `${url}/register`,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
  };
}

/** A sign-in there, as it is kept. */
export function authorizationAt(url: string, change: Partial<McpAuthorization> = {}): McpAuthorization {
  return {
    serverUrl: `${url}/mcp`,
    reach: "loopback",
    metadata: authServerMetadata(url),
    client: { client_id: "client" },
    redirectUri: "http://127.0.0.1:8000/mcp-sign-in",
    resource: `${url}/mcp`,
    ...change,
  };
}

function proper(url: string): Routes {
  return {
    "POST /mcp": () => ({
      status: 401,
      headers: { "www-authenticate": `Bearer resource_metadata="${url}/resource", scope="files:read"` },
    }),
    "GET /resource": () => jsonAnswer({ resource: `${url}/mcp`, authorization_servers: [url] }),
    "GET /.well-known/oauth-authorization-server": () => jsonAnswer(authServerMetadata(url)),
    "POST /register": ({ body }) => jsonAnswer({ ...JSON.parse(body), client_id: "client" }, 201),
    "POST /token": () => jsonAnswer({ access_token: "a", token_type: "Bearer", refresh_token: "r", expires_in: 60 }),
  };
}
