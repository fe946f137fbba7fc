import type { mcpCatalogs } from "@/lib/db/schema-mcp";

/** What a server answered when it was last asked for its tools. */
export type McpCatalog = typeof mcpCatalogs.$inferSelect;
