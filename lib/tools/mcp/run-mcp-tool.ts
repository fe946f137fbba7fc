import type { JsonObject } from "@/lib/contracts/json";
import type { McpToolFacts } from "@/lib/contracts/mcp";
import { AppError } from "@/lib/core/app-error";
import { cleanText } from "@/lib/core/clean-text";
import { activeTraceparent, withSpan } from "@/lib/core/tracing";
import { callMcpTool } from "@/lib/engines/mcp/call-mcp-tool";
import { hideTargetSecrets } from "@/lib/engines/mcp/hide-target-secrets";
import type { McpCallResult, McpProgress, McpQuestion } from "@/lib/engines/mcp/mcp-call";
import { traceparentOf } from "@/lib/policy/trace-context";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import type { ToolContext } from "@/lib/tools/define-tool";
import { askMcpServer } from "./ask-mcp-server";
import { mcpResult } from "./mcp-result";
import { mcpTargetOf } from "./mcp-target-of";

type RunMcpToolInput = { server: McpServer; facts: McpToolFacts; inputs: JsonObject };

type Words = (text: string) => string;

const failureCharsMax = 2_000;

/** Calls a remote tool once. Throws `tool_failed` with the tool's own words when it says that it failed. */
export function runMcpTool(ctx: ToolContext, input: RunMcpToolInput): Promise<unknown> {
  const attributes = {
    "mcp.method.name": "tools/call",
    "orchestrator.mcp_server": input.server.name,
    "orchestrator.job_id": ctx.job.id,
  };
  return withSpan({ name: "mcp tools/call", kind: "client", attributes }, () => callTool(ctx, input));
}

async function callTool(ctx: ToolContext, { server, facts, inputs }: RunMcpToolInput): Promise<unknown> {
  const target = await mcpTargetOf(ctx, server);
  /** What the server says, without what it must not show and what nobody could see. */
  const words = (text: string) => cleanText(hideTargetSecrets({ target, text })).toWellFormed();
  const call = {
    target,
    tool: facts.name,
    args: inputs,
    idleTimeoutMs: server.timeoutMs,
    timeoutMaxMs: server.timeoutMaxMs,
    signal: ctx.signal,
    onProgress: (progress: McpProgress) => tell(ctx, { progress, words }),
    ask: (question: McpQuestion) => ctx.ask(asked({ server, question, words })),
    meta: { traceparent: activeTraceparent() ?? traceparentOf(ctx.job) },
  };
  const result = await askMcpServer({ server, work: () => callMcpTool(call) });
  if (result.isError) throw failed({ facts, result, words });
  const answer = JSON.stringify(await mcpResult(ctx, result));
  return JSON.parse(hideTargetSecrets({ target, text: answer }));
}

function tell({ report }: ToolContext, { progress, words }: { progress: McpProgress; words: Words }): void {
  const { fraction, message } = progress;
  report.progress({ ...(fraction !== null && { fraction }), message: words(message ?? "Working.") });
}

/** Whoever answers must know who asks. */
function asked({ server, question, words }: { server: McpServer; question: McpQuestion; words: Words }) {
  const message = `The MCP server '${server.name}' asks: ${words(question.message)}`;
  return question.kind === "form" ? { message, schema: question.schema } : { message, schema: null, url: question.url };
}

function failed({ facts, result, words }: { facts: McpToolFacts; result: McpCallResult; words: Words }): AppError {
  const said = result.content.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
  const told = words(said.join("\n")).trim().slice(0, failureCharsMax).toWellFormed();
  return new AppError({
    code: "tool_failed",
    detail: told
      ? `The tool '${facts.name}' failed and says: ${told}`
      : `The tool '${facts.name}' failed without saying why.`,
    hint: "Correct the inputs if that is what it asks for. It may have done a part of its work.",
  });
}
