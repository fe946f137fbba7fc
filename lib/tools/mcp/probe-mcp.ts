import type { McpCheck } from "@/lib/contracts/mcp-check";
import { AppError } from "@/lib/core/app-error";
import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import type { McpListing } from "@/lib/engines/mcp/list-mcp-tools";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";
import type { Context } from "@/lib/records/context";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import { keepMcpListing } from "./keep-mcp-listing";
import { mcpTargetOf } from "./mcp-target-of";
import { translateSignIn } from "./translate-sign-in";

type ProbeMcpInput = { server: McpServer; signal: AbortSignal };

const stderrLinesMax = 20;

/**
 * Whether a server can be reached as whom the actor is and lists its tools, which are kept. Looks now, whatever its breaker
 * says; what runs only because of that is ended again. Throws only what is our own fault.
 */
export async function probeMcp(ctx: Context, { server, signal }: ProbeMcpInput): Promise<McpCheck> {
  let target: McpTarget | null = null;
  try {
    target = await mcpTargetOf(ctx, server);
    const { key } = target;
    const listing = await listNow({ target, signal });
    await keepMcpListing(ctx, { key, serverName: server.name, listing });
    return found({ server, listing });
  } catch (thrown) {
    const error = signal.aborted ? notInTime(server) : translateSignIn({ server: server.name, error: thrown });
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    const stderr = listMcpConnections().find(({ key }) => key === target?.key)?.stderr ?? [];
    return {
      server: server.name,
      state: "failed",
      detail: error.detail,
      fix: error.hint ?? "The log has the reason.",
      protocol_version: null,
      tools: null,
      skipped: [],
      stderr: stderr.slice(-stderrLinesMax),
    };
  }
}

async function listNow({ target, signal }: { target: McpTarget; signal: AbortSignal }): Promise<McpListing> {
  const [{ listMcpTools }, { closeMcpConnection }] = await Promise.all([
    import("@/lib/engines/mcp/list-mcp-tools"),
    import("@/lib/engines/mcp/close-mcp-connection"),
  ]);
  const factsOf = () => listMcpConnections().find(({ key }) => key === target.key);
  const before = factsOf();
  // One that failed several times is not tried for a while; a person who looks wants to know now.
  if (before?.state === "down" && before.inFlight === 0) await closeMcpConnection(target.key);
  const listing = await listMcpTools({ target, signal });
  const after = factsOf();
  const isOurs = before === undefined || before.state === "down";
  if (isOurs && target.transport.kind === "stdio" && after?.inFlight === 0) await closeMcpConnection(target.key);
  return listing;
}

function found({ server, listing }: { server: McpServer; listing: McpListing }): McpCheck {
  const { tools, skipped, protocolVersion } = listing;
  const facts = {
    server: server.name,
    protocol_version: protocolVersion,
    tools: tools.map(({ name }) => name),
    skipped,
    stderr: [],
  };
  const detail = `It speaks MCP ${protocolVersion} and has ${tools.length} ${tools.length === 1 ? "tool" : "tools"}.`;
  if (!server.isEnabled) {
    const fix = `npm run mcp:edit -- ${server.name} --enabled true switches it on.`;
    return { ...facts, state: "warning", detail: `${detail} It is switched off.`, fix };
  }
  const [first] = skipped;
  if (!first) return { ...facts, state: "ok", detail, fix: null };
  const left = `${detail} ${skipped.length} cannot be offered: '${first.name}' ${first.reason}.`;
  return { ...facts, state: "warning", detail: left, fix: "Tell whoever makes the server; its other tools work." };
}

function notInTime({ name }: McpServer): AppError {
  return new AppError({
    code: "timeout",
    detail: `MCP server '${name}' was not ready in time.`,
    hint: "A first start by npx or uvx downloads the server: look again in a minute.",
  });
}
