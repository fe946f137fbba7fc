import type { CallToolResult, McpRequestContext, ServerContext } from "@modelcontextprotocol/server";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import { countRefusal } from "@/lib/dispatch/count-refusal";
import { errorEnvelope } from "@/lib/dispatch/job-envelope";
import type { Context } from "@/lib/records/context";
import { logError } from "@/lib/surfaces/http/log-error";
import { readCallMeta } from "./call-meta";
import { jobTools } from "./job-tools";
import { findMcpTools } from "./mcp-tools";
import { runIntent } from "./run-intent";
import { toolResult } from "./tool-result";

type CallToolInput = {
  name: string;
  inputs: JsonObject;
  call: ServerContext["mcpReq"];
  era: McpRequestContext["era"];
};

/**
 * Carries out one `tools/call`. What fails in a way that the model can mend, or must know of, is a result with `isError`;
 * throws `invalid_request` for a tool that the actor does not have, as for one that there is not.
 */
export async function callTool(ctx: Context, input: CallToolInput): Promise<CallToolResult> {
  const run = await findRun(ctx, input).catch((thrown: unknown) => {
    countRefusal(ctx, { thrown, actor: ctx.actor });
    throw thrown;
  });
  try {
    return await run();
  } catch (thrown) {
    const error = toAppError(thrown);
    logError(ctx.log, error);
    return toolResult({ envelope: errorEnvelope(error, ctx.requestId) });
  }
}

async function findRun(
  ctx: Context,
  { name, inputs, call, era }: CallToolInput,
): Promise<() => Promise<CallToolResult>> {
  const meta = readCallMeta(call._meta);
  const jobTool = jobTools.find(({ tool }) => tool.name === name);
  if (jobTool) return () => jobTool.run(ctx, { inputs, signal: call.signal });
  const tool = (await findMcpTools(ctx)).get(name);
  if (tool) return () => runIntent(ctx, { tool, inputs, meta, call, era });
  throw new AppError({ code: "invalid_request", detail: `Unknown tool: ${name.slice(0, 100)}` });
}
