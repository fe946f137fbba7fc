import type { JsonObject } from "@/lib/contracts/json";
import { callMcpTool } from "@/lib/engines/mcp/call-mcp-tool";
import type { McpCallInput } from "@/lib/engines/mcp/mcp-call";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";

type CallInput = Partial<McpCallInput> & { target: McpTarget; tool: string; args?: JsonObject };

/** Calls a tool with the limits and answers that most tests want; gives its text. */
export async function callMcp(input: CallInput): Promise<string> {
  const { content } = await callMcpTool({
    args: {},
    idleTimeoutMs: 10_000,
    signal: new AbortController().signal,
    onProgress: () => {},
    ask: async () => ({ action: "cancel" }),
    meta: {},
    ...input,
  });
  return content.map(({ text }) => text).join("\n");
}
