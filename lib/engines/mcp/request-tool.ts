import {
  type CallToolResult,
  isInputRequiredResult,
  ProtocolError,
  type UrlElicitationRequiredError,
} from "@modelcontextprotocol/client";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { cleanJson } from "@/lib/policy/clean-json";
import { fetchTools } from "./fetch-tools";
import { fulfilInputs } from "./fulfil-inputs";
import type { LiveClient } from "./live-client";
import type { McpCallInput, McpCallResult } from "./mcp-call";
import type { Ask, RequestScope } from "./request-scope";

type RequestToolInput = Omit<McpCallInput, "ask" | "onProgress"> & {
  live: LiveClient;
  scope: RequestScope;
  ask: Ask;
  onProgress: (told: { progress: number }) => void;
};

const roundsMax = 20;
/** The SDK's own clock; the call's is ours, which stands still while a question waits. */
const noTimeoutMs = 2 ** 31 - 1;
const headerMismatch = -32_020;
const urlElicitationRequired = -32_042;

/** Sends a call, and again with the answers each time the server says that it needs some first (`input_required`). */
export async function requestTool(input: RequestToolInput): Promise<McpCallResult> {
  const { tool, args, meta, scope, ask, target } = input;
  let params: JsonObject = { name: tool, arguments: args, ...(Object.keys(meta).length > 0 && { _meta: meta }) };
  for (let round = 0; round < roundsMax; round++) {
    const reply = await send({ ...input, params });
    if (reply.kind === "result") return resultOf(reply.result, target.name);
    params = { ...params, ...(await fulfilInputs({ ...reply, ask, signal: scope.signal, server: target.name })) };
  }
  throw new AppError({
    code: "mcp_failed",
    detail: `The tool of MCP server '${target.name}' asked ${roundsMax} times running and did not come to an end.`,
  });
}

type Reply =
  | { kind: "result"; result: CallToolResult }
  /** Embedded requests by a name of the server's, and what it wants to see again with the answers. */
  | { kind: "inputs"; inputs: Record<string, unknown>; requestState: string | undefined; isAnswered: boolean };

async function send(input: RequestToolInput & { params: JsonObject }): Promise<Reply> {
  try {
    return await sendOnce(input);
  } catch (error) {
    const code = error instanceof ProtocolError ? error.code : null;
    if (code === urlElicitationRequired) return elicitations(error as UrlElicitationRequiredError);
    // The server turned it away unread, since its list says which arguments it wants as headers.
    if (code !== headerMismatch) throw error;
    await fetchTools({
      live: input.live,
      server: input.target.name,
      signal: input.scope.signal,
      timeoutMs: noTimeoutMs,
    });
    return sendOnce(input);
  }
}

async function sendOnce({
  live,
  tool,
  params,
  scope,
  onProgress,
}: RequestToolInput & { params: JsonObject }): Promise<Reply> {
  const inputSchema = live.mirrored.get(tool);
  const result: unknown = await live.client.callTool(params as { name: string }, {
    signal: scope.signal,
    timeout: noTimeoutMs,
    onprogress: onProgress,
    allowInputRequired: true,
    ...(inputSchema && { toolDefinition: { name: tool, inputSchema: inputSchema as { type: "object" } } }),
  });
  if (!isInputRequiredResult(result)) return { kind: "result", result: result as CallToolResult };
  return { kind: "inputs", inputs: result.inputRequests ?? {}, requestState: result.requestState, isAnswered: true };
}

/** Until 2025-11-25 an error says that something has to be done at an address first; the call is then sent as it was. */
function elicitations(error: UrlElicitationRequiredError): Reply {
  const entries = error.elicitations.map((params, index) => [String(index), { method: "elicitation/create", params }]);
  return { kind: "inputs", inputs: Object.fromEntries(entries), requestState: undefined, isAnswered: false };
}

function resultOf(result: CallToolResult, server: string): McpCallResult {
  const clean = cleanJson(result) as CallToolResult | undefined;
  if (clean === undefined) {
    const detail = `MCP server '${server}' answered with something that is nested too deep.`;
    throw new AppError({ code: "mcp_failed", detail });
  }
  const { content, structuredContent, isError } = clean;
  return { content: content as unknown as JsonObject[], structuredContent, isError: isError === true };
}
