import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";

/** What a server with one tool answered. */
export function mcpCatalog(facts: Pick<McpCatalog, "key" | "serverName" | "fetchedAt">): McpCatalog {
  const hints = { readOnly: true, destructive: null, idempotent: null };
  const tool = {
    name: "echo",
    title: null,
    description: "",
    inputSchema: { type: "object" },
    outputSchema: null,
    hints,
  };
  return {
    tools: [tool],
    skipped: [{ name: "bad", reason: "has no schema" }],
    era: { kind: "legacy" },
    protocolVersion: "2025-11-25",
    serverInfo: { name: "some", version: "1" },
    expiresAt: facts.fetchedAt,
    ...facts,
  };
}
