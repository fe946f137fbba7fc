import { globalState } from "@/lib/core/global-state";
import type { McpConnection } from "./mcp-connection";

/** The connections of this process, by their targets' keys. */
export function mcpConnections(): Map<string, McpConnection> {
  return globalState("mcp.connections", () => new Map());
}
