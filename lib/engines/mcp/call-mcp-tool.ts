import { AppError } from "@/lib/core/app-error";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { CallClock } from "./call-clock";
import { connectionOf } from "./connection-of";
import type { LiveClient } from "./live-client";
import type { McpCallInput, McpCallResult, McpQuestion } from "./mcp-call";
import { progressReporter } from "./progress-reporter";
import type { RequestScope } from "./request-scope";
import { requestTool } from "./request-tool";
import { runRequest } from "./run-request";

/**
 * Calls a tool of a server. What the tool itself calls an error is returned; that it could not be called, or not to its
 * end, is thrown as an AppError which says whether it may have run, or as the signal's reason. Never sent twice.
 */
export function callMcpTool(input: McpCallInput): Promise<McpCallResult> {
  const { target, signal } = input;
  return runRequest({
    target,
    connection: connectionOf(target),
    signal,
    isReading: false,
    work: ({ live, scope }) => callOn({ ...input, live, scope }),
  });
}

type CallOnInput = McpCallInput & { live: LiveClient; scope: RequestScope };

async function callOn(input: CallOnInput): Promise<McpCallResult> {
  const { live, scope, target, idleTimeoutMs, timeoutMaxMs = idleTimeoutMs } = input;
  const clock = new CallClock({
    idleMs: idleTimeoutMs,
    totalMs: timeoutMaxMs,
    onLate: (limit) => scope.fail(tooLate({ server: target.name, limit })),
  });
  const ask = async (question: McpQuestion, asked: AbortSignal) => {
    clock.pause();
    try {
      return await unlessAborted(input.ask(question), AbortSignal.any([scope.signal, asked]));
    } finally {
      clock.resume();
    }
  };
  scope.ask = ask;
  live.calls.add(scope);
  const onProgress = progressReporter({ clock, report: input.onProgress });
  try {
    return await requestTool({ ...input, ask, onProgress });
  } finally {
    live.calls.delete(scope);
    scope.ask = null;
    clock.stop();
  }
}

function tooLate({ server, limit }: { server: string; limit: "idle" | "total" }): AppError {
  return new AppError({
    code: "timeout",
    detail:
      limit === "idle"
        ? `The tool of MCP server '${server}' gave no sign of life in time; it was told to stop.`
        : `The tool of MCP server '${server}' did not come to an end in time; it was told to stop.`,
    hint: "Whether it took effect, in full or in part, is not known.",
  });
}
