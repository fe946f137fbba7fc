import type { CallToolResult, McpRequestContext, ServerContext } from "@modelcontextprotocol/server";
import type { JsonObject } from "@/lib/contracts/json";
import { traceBinding } from "@/lib/core/tracing";
import { orchestrate } from "@/lib/dispatch/orchestrate";
import { rateLimitOf } from "@/lib/dispatch/rate-limit-of";
import { readEnvelope } from "@/lib/dispatch/read-envelope";
import { readTraceparent } from "@/lib/policy/trace-context";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import type { CallMeta } from "./call-meta";
import { dropJob } from "./drop-job";
import { remoteContent } from "./remote-content";
import { tellProgress } from "./tell-progress";
import { toolResult } from "./tool-result";
import { waitForJob } from "./wait-for-job";

type RunIntentInput = {
  tool: Tool;
  inputs: JsonObject;
  meta: CallMeta;
  call: ServerContext["mcpReq"];
  era: McpRequestContext["era"];
};

/** For so long a call is waited for where it runs, which is cheapest; after that its job is followed. */
const nearWaitMs = 1_000;
/** A client that is told of the progress does not think that nothing happens. */
const progressWaitMs = 40_000;

/** Runs an intent and answers with its result, or, when that is not ready in time, with its job. */
export async function runIntent(
  outer: Context,
  { tool, inputs, meta, call, era }: RunIntentInput,
): Promise<CallToolResult> {
  const { progressToken, wait_s, ...options } = meta;
  const ctx = inTraceOf(outer, call);
  const patienceMs = progressToken === undefined ? ctx.env.syncTimeoutMs : progressWaitMs;
  const waitMs = wait_s === undefined ? patienceMs : wait_s * 1000;
  const deadlineMs = performance.now() + waitMs;
  const nearWait_s = Math.min(waitMs, nearWaitMs) / 1000;
  const request = { intent: tool.intent, inputs, mode: "auto" as const, wait_s: nearWait_s, ...options };
  const { job: begun, isReplayed, rates } = await orchestrate(ctx, request);
  const job = await waitForJob(ctx, {
    job: begun,
    waitMs: deadlineMs - performance.now(),
    signal: call.signal,
    ...(progressToken !== undefined && { onProgress: tellProgress({ call, progressToken }) }),
  });
  // Before 2026-07-28, who hangs up may come back for the answer; since then it is how a call is cancelled.
  if (call.signal.aborted && era === "modern") await dropJob(ctx, job);
  const envelope = { ...(await readEnvelope(ctx, job)), ...rateLimitOf(rates) };
  const result = toolResult({ envelope, tool, content: await remoteContent(ctx, job) });
  return isReplayed ? replayed({ result, job }) : result;
}

/** The message says which trace it belongs to; HTTP only carries it (MCP, OpenTelemetry conventions of `_meta`). */
function inTraceOf(ctx: Context, call: ServerContext["mcpReq"]): Context {
  const traceparent = readTraceparent(traceparentOf(call));
  if (traceparent === null) return ctx;
  const log = ctx.traceparent ? ctx.log : ctx.log.child(traceBinding(traceparent));
  return { ...ctx, traceparent, log };
}

/** What an HTTP header tells elsewhere; a model that asks for what is so now must not take it for that. */
function replayed({ result, job }: { result: CallToolResult; job: Job }): CallToolResult {
  const text = `This is the answer of an identical call, job ${job.id} of ${job.createdAt.toISOString()}: it was not run again.`;
  const content = [...result.content, { type: "text" as const, text }];
  return { ...result, content, _meta: { ...result._meta, "orchestrator/replayed": true } };
}

/** Where the protocol has a client put its trace. Source: MCP 2026-07-28, basic, reserved keys of `_meta`. */
function traceparentOf({ _meta }: ServerContext["mcpReq"]): string | null {
  const given = _meta?.traceparent;
  return typeof given === "string" ? given : null;
}
