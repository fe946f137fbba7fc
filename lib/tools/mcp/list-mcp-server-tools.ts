import { isIntentCovered } from "@/lib/contracts/intent-names";
import { globalState } from "@/lib/core/global-state";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";
import type { Context } from "@/lib/records/context";
import { listMcpCatalogs } from "@/lib/records/mcp-catalogs/list-mcp-catalogs";
import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import type { Tool } from "@/lib/tools/define-tool";
import { catalogState } from "./catalog-state";
import { fetchMcpCatalog } from "./fetch-mcp-catalog";
import { mayUseServer } from "./may-use-server";
import { mcpTargetOf } from "./mcp-target-of";
import { mcpIntent, mcpTool } from "./mcp-tool";

type Asked = { server: McpServer; target: McpTarget };

/** How long a listing waits for servers that were never asked; theirs comes with the next one. */
const firstWaitMs = 5_000;
/** How long a server that has told nothing is left out without being asked again. */
const askAgainMs = 30_000;

/** The remote tools that the actor may call, of every server that has told its tools. Never throws for a server. */
export async function listMcpServerTools(ctx: Context): Promise<Tool[]> {
  const servers = (await listMcpServers(ctx)).filter(({ isEnabled, name }) => isEnabled && mayUseServer(ctx, name));
  if (servers.length === 0) return [];
  const asked = (await Promise.all(servers.map((server) => askedAs(ctx, server)))).filter((one) => one !== null);
  const known = await listMcpCatalogs(
    ctx,
    asked.map(({ target }) => target.key),
  );
  const catalogs = await Promise.all(
    asked.map((one) => currentCatalog(ctx, { ...one, known: known.get(one.target.key) ?? null })),
  );
  return asked
    .flatMap(({ server }, i) => (catalogs[i]?.tools ?? []).map((facts) => ({ server, facts })))
    .filter(({ server, facts }) => covers(ctx, mcpIntent({ server: server.name, tool: facts.name })))
    .map(mcpTool);
}

async function askedAs(ctx: Context, server: McpServer): Promise<Asked | null> {
  try {
    return { server, target: await mcpTargetOf(ctx, server) };
  } catch (error) {
    ctx.log.warn({ err: error, server: server.name }, "an MCP server cannot be used");
    return null;
  }
}

async function currentCatalog(
  ctx: Context,
  { server, target, known }: Asked & { known: McpCatalog | null },
): Promise<McpCatalog | null> {
  const state = catalogState(ctx, known);
  const askedMs = asks().get(target.key) ?? Number.NEGATIVE_INFINITY;
  if (state === "fresh" || Date.now() - askedMs < askAgainMs) return known;
  if (asks().size > 1_000) asks().clear();
  asks().set(target.key, Date.now());
  const fetched = fetchMcpCatalog(ctx, { server, target }).catch((error) => {
    ctx.log.warn({ err: error, server: server.name }, "the tools of an MCP server could not be listed");
    return known;
  });
  // Only the first one is waited for: a server that does not answer must not make each listing slow.
  const isWaitedFor = state === "void" && askedMs === Number.NEGATIVE_INFINITY;
  return isWaitedFor ? Promise.race([fetched, after(firstWaitMs, known)]) : known;
}

/** When each was last asked for a listing. */
function asks(): Map<string, number> {
  return globalState("mcp-listings", () => new Map());
}

function after<Value>(ms: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref());
}

function covers(ctx: Context, intent: string): boolean {
  return isIntentCovered({ patterns: ctx.actor.intents, intent });
}
