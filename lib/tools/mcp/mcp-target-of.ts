import type { McpHttpTransport, McpTarget } from "@/lib/engines/mcp/mcp-target";
import type { Context } from "@/lib/records/context";
import { findMcpCatalog } from "@/lib/records/mcp-catalogs/find-mcp-catalog";
import { findMcpCredential } from "@/lib/records/mcp-credentials/find-mcp-credential";
import type { McpCredential } from "@/lib/records/mcp-credentials/mcp-credential";
import { openMcpSecrets } from "@/lib/records/mcp-servers/mcp-secrets";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import { mcpAccessToken } from "./mcp-access-token";
import { mcpKey } from "./mcp-key";

/** A first start by npx or uvx downloads the server. */
const connectTimeoutMs = 60_000;
const idleMs = 5 * 60_000;
/** A server that has learnt the newer revision still answers to the older one; so that is asked now and then. */
const eraMs = 24 * 60 * 60_000;

/**
 * How a server is reached as whom the actor is. Callers who are the same to it share a connection, others never do.
 * Throws `not_configured` for secrets that cannot be read.
 */
export async function mcpTargetOf(ctx: Context, server: McpServer): Promise<McpTarget> {
  const credential = await findMcpCredential(ctx, { serverName: server.name, actor: ctx.actor });
  const transport = openMcpSecrets(ctx, server);
  const key = mcpKey({ server, credential });
  const known = await findMcpCatalog(ctx, key);
  return {
    name: server.name,
    key,
    transport:
      transport.kind === "stdio"
        ? transport
        : { ...transport, ...identity(ctx, { server: server.name, credential, headers: transport.headers }) },
    era: known && ctx.clock.now().getTime() - known.fetchedAt.getTime() < eraMs ? known.era : null,
    connectTimeoutMs,
    idleMs,
  };
}

type IdentityInput = { server: string; credential: McpCredential | null; headers: Record<string, string> };

function identity(
  ctx: Context,
  { server, credential, headers }: IdentityInput,
): Pick<McpHttpTransport, "headers" | "accessToken"> {
  switch (credential?.kind) {
    case undefined:
      return { headers, accessToken: null };
    case "headers":
      return { headers: replaced({ headers, by: credential.headers }), accessToken: null };
    case "oauth":
      return { headers, accessToken: mcpAccessToken(ctx, { server, credentialId: credential.id }) };
  }
}

/** Never two of one name, however it is spelt: both would be sent, and the server's own shown to whoever is there. */
function replaced({ headers, by }: { headers: Record<string, string>; by: Record<string, string> }) {
  const names = new Set(Object.keys(by).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...by };
}
