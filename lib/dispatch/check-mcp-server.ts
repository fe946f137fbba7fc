import type { McpCheck } from "@/lib/contracts/mcp-check";
import { withTimeout } from "@/lib/core/with-timeout";
import type { Context } from "@/lib/records/context";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { probeMcp } from "@/lib/tools/mcp/probe-mcp";

/** Less than the command line waits for an answer. */
const timeoutMs = 12_000;

/** Reaches a server, by its id or its name, whether or not it is switched on, and lists its tools. Throws `not_found`. */
export async function checkMcpServer(ctx: Context, idOrName: string): Promise<McpCheck> {
  const server = await getMcpServer(ctx, idOrName);
  return withTimeout({ signal: ctx.signal, ms: timeoutMs }, (signal) => probeMcp(ctx, { server, signal }));
}
