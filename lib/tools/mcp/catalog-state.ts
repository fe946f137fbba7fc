import type { Context } from "@/lib/records/context";
import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";

/** Whether a listing can be used as it is, while it is asked for again (`stale`), or not (`void`: its server said that it changed). */
export function catalogState(
  { clock }: Pick<Context, "clock">,
  catalog: Pick<McpCatalog, "expiresAt"> | null,
): "fresh" | "stale" | "void" {
  if (!catalog || catalog.expiresAt.getTime() === 0) return "void";
  return catalog.expiresAt > clock.now() ? "fresh" : "stale";
}
