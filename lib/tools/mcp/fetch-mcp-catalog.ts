import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { withTimeout } from "@/lib/core/with-timeout";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";
import type { Context } from "@/lib/records/context";
import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import { askMcpServer } from "./ask-mcp-server";
import { keepMcpListing } from "./keep-mcp-listing";

type FetchInput = { server: McpServer; target: McpTarget };

/** With the time that a first start by npx or uvx takes. */
const timeoutMs = 90_000;
/** Asks a server for its tools and keeps what it says; those who ask at once share one answer. Throws what its calls do. */
export function fetchMcpCatalog(ctx: Context, { server, target }: FetchInput): Promise<McpCatalog> {
  const fetches = globalState("mcp-fetches", () => new Map<string, Promise<McpCatalog>>());
  const known = fetches.get(target.key);
  if (known) return known;
  const fetched = fetchNow(ctx, { server, target }).finally(() => fetches.delete(target.key));
  fetches.set(target.key, fetched);
  return fetched;
}

async function fetchNow(ctx: Context, { server, target }: FetchInput): Promise<McpCatalog> {
  const { listMcpTools } = await import("@/lib/engines/mcp/list-mcp-tools");
  const listed = await withTimeout({ signal: ctx.signal, ms: timeoutMs }, (signal) =>
    askMcpServer({ server, work: () => listMcpTools({ target, signal }) }).catch((error) => {
      if (!signal.aborted || ctx.signal.aborted) throw error;
      throw new AppError({
        code: "upstream_failed",
        detail: `The MCP server '${server.name}' did not list its tools within ${timeoutMs / 1000} s.`,
        hint: `An operator runs npm run mcp:check -- ${server.name} to see why.`,
        mayHaveRun: false,
        cause: error,
      });
    }),
  );
  return keepMcpListing(ctx, { key: target.key, serverName: server.name, listing: listed });
}
