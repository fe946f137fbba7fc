import type { McpConnectionFacts } from "./mcp-connection-facts";
import { mcpConnections } from "./mcp-connections";

/** What is known of every connection of this process, also of those that are down. */
export function listMcpConnections(): McpConnectionFacts[] {
  return [...mcpConnections().values()].map((connection) => connection.facts());
}
