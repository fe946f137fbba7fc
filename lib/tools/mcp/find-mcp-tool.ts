import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findMcpCatalog } from "@/lib/records/mcp-catalogs/find-mcp-catalog";
import type { McpCatalog } from "@/lib/records/mcp-catalogs/mcp-catalog";
import { findMcpServer } from "@/lib/records/mcp-servers/find-mcp-server";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import type { Tool } from "@/lib/tools/define-tool";
import { catalogState } from "./catalog-state";
import { fetchMcpCatalog } from "./fetch-mcp-catalog";
import { mayUseServer } from "./may-use-server";
import { mcpTargetOf } from "./mcp-target-of";
import { mcpTool } from "./mcp-tool";

/** How old a listing is before a name that it lacks is asked for again. */
const askAgainMs = 10_000;
/** How long a call waits for a server that has never told its tools. */
const firstWaitMs = 20_000;

/**
 * The remote tool behind `mcp.<server>.<tool>`. Throws `intent_not_found` or `not_configured` with what there is, and
 * what its server's failure is when it was never reached. Nothing is started for a caller who may not call it.
 */
export async function findMcpTool(ctx: Context, intent: string): Promise<Tool> {
  const [, name = "", tool = ""] = /^mcp\.([^.]+)\.(.+)$/.exec(intent) ?? [];
  const server = await findMcpServer(ctx, name);
  if (!server) throw await noServer(ctx, { intent, name });
  if (!server.isEnabled) throw switchedOff(server);
  const catalog = await currentCatalog(ctx, { server, tool, mayAsk: isCovered(ctx, intent) });
  const facts = catalog?.tools.find((candidate) => candidate.name === tool);
  if (facts) return mcpTool({ server, facts });
  throw noTool({ intent, server, catalog, tool });
}

type CurrentInput = { server: McpServer; tool: string; mayAsk: boolean };

async function currentCatalog(ctx: Context, { server, tool, mayAsk }: CurrentInput): Promise<McpCatalog | null> {
  const target = await mcpTargetOf(ctx, server);
  const known = await findMcpCatalog(ctx, target.key);
  if (!mayAsk) return known;
  const isMissing = known && !known.tools.some(({ name }) => name === tool);
  const ageMs = known ? ctx.clock.now().getTime() - known.fetchedAt.getTime() : 0;
  const state = isMissing && ageMs > askAgainMs ? "void" : catalogState(ctx, known);
  switch (state) {
    case "fresh":
      return known;
    case "stale":
      // The call need not wait: a tool that has changed says so itself.
      fetchMcpCatalog(ctx, { server, target }).catch((error) => {
        ctx.log.warn({ err: error, server: server.name }, "the tools of an MCP server could not be listed again");
      });
      return known;
    case "void":
      return soon(server, fetchMcpCatalog(ctx, { server, target }));
  }
}

/** A caller cannot be kept waiting for a server that is still being downloaded. */
async function soon<Value>({ name }: McpServer, fetched: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError({
      code: "upstream_failed",
      detail: `The MCP server '${name}' is still starting.`,
      hint: `Try again in a moment. If it stays so, an operator runs npm run mcp:check -- ${name}`,
      retryAfterS: 10,
      mayHaveRun: false,
    });
    timer = setTimeout(reject, firstWaitMs, error);
  });
  try {
    return await Promise.race([fetched, late]);
  } finally {
    clearTimeout(timer);
    fetched.catch(() => {});
  }
}

function isCovered(ctx: Context, intent: string): boolean {
  return isIntentCovered({ patterns: ctx.actor.intents, intent });
}

async function noServer(ctx: Context, { intent, name }: { intent: string; name: string }): Promise<AppError> {
  const servers = await listMcpServers(ctx);
  const names = servers.map((server) => server.name).filter((server) => mayUseServer(ctx, server));
  if (servers.length === 0) {
    return new AppError({
      code: "not_configured",
      detail: `Intent '${intent}' needs MCP mode, and no MCP server is configured.`,
      hint: "An operator names servers in the file of ORCHESTRATOR_MCP_CONFIG, or adds one: npm run mcp:add -- --name ...",
    });
  }
  return new AppError({
    code: "intent_not_found",
    detail: name
      ? `Intent '${intent}' not found: there is no MCP server '${name}'.`
      : `'${intent}' names no MCP tool: it must be mcp.<server>.<tool>.`,
    hint: `The MCP servers are: ${names.join(", ") || "none that you may use"}. GET /tools lists their tools.`,
  });
}

function switchedOff({ name }: McpServer): AppError {
  return new AppError({
    code: "not_configured",
    detail: `The MCP server '${name}' is switched off.`,
    hint: `An operator switches it on with: npm run mcp:edit -- ${name} --enabled true`,
  });
}

type NoToolInput = { intent: string; server: McpServer; catalog: McpCatalog | null; tool: string };

function noTool({ intent, server, catalog, tool }: NoToolInput): AppError {
  const skipped = catalog?.skipped.find(({ name }) => name === tool);
  const names = catalog?.tools.map(({ name }) => name).slice(0, 100);
  return new AppError({
    code: "intent_not_found",
    detail: skipped
      ? `Intent '${intent}' is not offered: ${skipped.reason}.`
      : `Intent '${intent}' not found: the MCP server '${server.name}' has no such tool.`,
    ...(names && { hint: `It has: ${names.join(", ") || "none"}.` }),
  });
}
