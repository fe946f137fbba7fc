import { onMcpToolsChanged } from "@/lib/engines/mcp/on-mcp-tools-changed";
import type { Context } from "@/lib/records/context";
import { voidMcpCatalog } from "@/lib/records/mcp-catalogs/void-mcp-catalog";

/** Has a server's tools asked for again, by whichever process lists or calls them next, when it says that they changed. */
export function watchMcpTools(ctx: Context): void {
  onMcpToolsChanged((key) => {
    voidMcpCatalog(ctx, key).catch((error) => ctx.log.warn({ err: error }, "a change of MCP tools could not be noted"));
  });
}
