import { McpConnection } from "./mcp-connection";
import { mcpConnections } from "./mcp-connections";
import type { McpTarget } from "./mcp-target";

const keptMax = 500;

/** The one connection to a target, which is not yet made when it is new. */
export function connectionOf(target: McpTarget): McpConnection {
  const connections = mcpConnections();
  const known = connections.get(target.key);
  if (known) return known;
  const made = new McpConnection(target);
  connections.set(target.key, made);
  if (connections.size > keptMax) forgetOne(connections);
  return made;
}

/** Of credentials that were changed, and of servers that are gone, nothing but the facts is left. */
function forgetOne(connections: Map<string, McpConnection>): void {
  for (const [key, connection] of connections) {
    const { state, inFlight, lastUsedAt } = connection.facts();
    if (state !== "down" || inFlight > 0 || lastUsedAt === null) continue;
    connections.delete(key);
    return;
  }
}
