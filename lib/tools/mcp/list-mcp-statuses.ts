import type { McpServerStatus } from "@/lib/contracts/mcp-check";
import { factsOf } from "@/lib/engines/breakers";
import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import type { McpConnectionFacts } from "@/lib/engines/mcp/mcp-connection-facts";
import type { Context } from "@/lib/records/context";
import { listMcpCatalogFacts } from "@/lib/records/mcp-catalogs/list-mcp-catalog-facts";
import { mcpBreaker } from "./mcp-breaker";

/** What is known of some servers, by their names: what they last answered, and their connections of this process. */
export async function listMcpStatuses(
  ctx: Pick<Context, "db">,
  names: string[],
): Promise<Map<string, McpServerStatus>> {
  const catalogs = await listMcpCatalogFacts(ctx);
  const connections = listMcpConnections();
  return new Map(
    names.map((name) => {
      const known = catalogs.get(name);
      const catalog = known
        ? { tools: known.tools, skipped: known.skipped, protocol_version: known.version, fetched_at: known.fetched_at }
        : null;
      return [
        name,
        {
          breaker: factsOf(mcpBreaker({ name })),
          catalog,
          connections: connections.filter((one) => one.name === name).map(shown),
        },
      ];
    }),
  );
}

function shown(facts: McpConnectionFacts): McpServerStatus["connections"][number] {
  return {
    state: facts.state,
    pid: facts.pid,
    protocol_version: facts.protocolVersion,
    started_at: facts.startedAt?.toISOString() ?? null,
    last_used_at: facts.lastUsedAt?.toISOString() ?? null,
    restarts: facts.restarts,
    in_flight: facts.inFlight,
    last_error: facts.lastError,
    stderr: facts.stderr,
    noise_lines: facts.noiseLines,
  };
}
