import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from "@modelcontextprotocol/client";
import { AppError } from "@/lib/core/app-error";
import { isLostRequest } from "./lost-request";
import type { McpTarget } from "./mcp-target";
import { serverWords } from "./server-words";

type McpErrorInput = { target: McpTarget; error: unknown; stderr?: string[] };

const unsentCodes = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT)/;
const causesDeepMax = 5;
const methodNotFound = -32_601;
const invalidParams = -32_602;

/** What went wrong with a server, in our words; the server's own are marked as such. Says whether the call may have run. */
export function mcpError({ target, error, stderr = [] }: McpErrorInput): AppError {
  const causes = causesOf(error);
  const known = causes.find((cause): cause is AppError => cause instanceof AppError);
  if (known) return known;
  const context = stderr.length > 0 ? { stderr: stderr.slice(-20) } : {};
  const page = causes.find(
    (cause) => cause instanceof SdkError && cause.code === SdkErrorCode.ClientHttpUnexpectedContent,
  );
  if (page) return noMcp({ target, error: page });
  if (isLostRequest(error) || isClosed(error)) return broken({ target, error, context });
  if (error instanceof ProtocolError) return refusal({ target, error });
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) return late({ target, error, context });
  if (error instanceof SdkHttpError) return ofStatus({ target, error });
  if (error instanceof SdkError && error.code !== SdkErrorCode.EraNegotiationFailed) return unusable({ target, error });
  return unreachable({ target, error, context });
}

/** An error and all that are said to have caused it, also where several attempts failed or the SDK keeps one as data. */
function causesOf(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > causesDeepMax) return [];
  const { errors, data } = error as { errors?: unknown; data?: { cause?: unknown } };
  const below = [error.cause, data?.cause, ...(Array.isArray(errors) ? errors : [])];
  return [error, ...below.flatMap((cause) => causesOf(cause, depth + 1))];
}

function isClosed(error: unknown): boolean {
  return error instanceof SdkError && error.code === SdkErrorCode.ConnectionClosed;
}

function broken({ target, error, context }: McpErrorInput & { context: object }): AppError {
  return new AppError({
    code: "upstream_failed",
    detail: `The connection to MCP server '${target.name}' broke before it had answered.`,
    hint: "Whether it did what it was asked for is not known.",
    context: { ...context },
    cause: error,
  });
}

function late({ target, error, context }: McpErrorInput & { context: object }): AppError {
  const detail = `MCP server '${target.name}' did not answer in time.`;
  return new AppError({ code: "timeout", detail, context: { ...context }, cause: error });
}

/** An error that the server gave in the protocol's own form. */
function refusal({ target, error }: { target: McpTarget; error: ProtocolError }): AppError {
  const says = `It says: "${serverWords({ target, text: error.message })}"`;
  const make = (sentence: string, mayHaveRun: boolean) =>
    new AppError({
      code: "mcp_failed",
      detail: `MCP server '${target.name}' ${sentence} ${says}`,
      mayHaveRun,
      context: { rpcCode: error.code },
      cause: error,
    });
  // Servers also answer so for what a tool that has run gave them: that it did not run is not known.
  if (error.code === invalidParams) return make("refused the tool or its arguments.", true);
  if (error.code === methodNotFound) return make("does not know this kind of request.", true);
  return make(`failed (${error.code}).`, true);
}

function ofStatus({ target, error }: { target: McpTarget; error: SdkHttpError }): AppError {
  const { status } = error;
  const isPassing = status >= 500 || status === 408 || status === 429;
  return new AppError({
    code: isPassing ? "upstream_failed" : "mcp_failed",
    detail:
      status < 400
        ? `MCP server '${target.name}' answered with a redirect (${status}), which is not followed.`
        : `MCP server '${target.name}' answered with status ${status}.`,
    hint: status < 400 ? "Operators: set its url to where it is." : "Operators: its answer is in the log.",
    // A server error, or the gateway's before it, can come after the work was done.
    mayHaveRun: status >= 500 || status === 408,
    context: { status, excerpt: serverWords({ target, text: error.message }) },
  });
}

function unusable({ target, error }: { target: McpTarget; error: SdkError }): AppError {
  return new AppError({
    code: "mcp_failed",
    detail: `MCP server '${target.name}' answered with something that the protocol does not know.`,
    hint: "Operators: what is wrong with it is in the log.",
    context: { fault: serverWords({ target, text: error.message }), sdkCode: error.code },
  });
}

/** A web page, mostly: what is there is something else. */
function noMcp({ target, error }: { target: McpTarget; error: Error }): AppError {
  const { contentType } = Object((error as SdkError).data) as { contentType?: unknown };
  const type = /^[\w.+-]{1,50}\/[\w.+-]{1,50}/.exec(String(contentType))?.[0] ?? "something";
  return new AppError({
    code: "mcp_failed",
    detail: `MCP server '${target.name}' answered with ${type}, which is not MCP: is its url right?`,
    hint: "Operators: compare its url with what its documentation says; most end in /mcp.",
    cause: error,
  });
}

function unreachable({ target, error, context }: McpErrorInput & { context: object }): AppError {
  const code = causesOf(error)
    .map((cause) => ("code" in cause ? String(cause.code) : ""))
    .find((one) => unsentCodes.test(one));
  return new AppError({
    code: "upstream_failed",
    detail: code
      ? `MCP server '${target.name}' cannot be reached (${code}).`
      : `The exchange with MCP server '${target.name}' failed.`,
    hint: "Operators: check that it runs, and its url or command.",
    mayHaveRun: code === undefined,
    context: { ...context },
    cause: error,
  });
}
