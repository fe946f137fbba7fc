import type { McpListing } from "@/lib/engines/mcp/list-mcp-tools";
import type { Context } from "@/lib/records/context";
import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";
import { saveMcpCatalog } from "@/lib/records/mcp-catalogs/save-mcp-catalog";

type KeepMcpListingInput = { key: string; serverName: string; listing: McpListing };

/** What a server may say at most of how long its listing holds, and what does where it says nothing. */
const ttl = { minMs: 60_000, maxMs: 24 * 60 * 60_000, fallbackMs: 60 * 60_000 };

/** Keeps what a server answered as its catalog. */
export async function keepMcpListing(
  ctx: Pick<Context, "db" | "clock">,
  { key, serverName, listing }: KeepMcpListingInput,
): Promise<McpCatalog> {
  const { ttlMs, era, ...said } = listing;
  const fetchedAt = ctx.clock.now();
  const keptMs = Math.min(ttl.maxMs, Math.max(ttl.minMs, ttlMs ?? ttl.fallbackMs));
  const expiresAt = new Date(fetchedAt.getTime() + keptMs);
  const catalog = { key, serverName, ...said, era: era ?? {}, fetchedAt, expiresAt };
  await saveMcpCatalog(ctx, catalog);
  return catalog;
}
