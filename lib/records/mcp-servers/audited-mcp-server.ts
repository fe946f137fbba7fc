import type { JsonObject } from "@/lib/contracts/json";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";

/** What the audit log keeps of a server: all that it is, and of its secrets the names alone. */
export function auditedMcpServer(entry: McpServerEntry): JsonObject {
  const { server_id, source, fault, created_at, updated_at, status, ...facts } = entry;
  return facts;
}
