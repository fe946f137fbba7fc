import { AppError } from "@/lib/core/app-error";

/** The connection is being closed for good, or the process ends. */
export function closing(name: string): AppError {
  return new AppError({
    code: "shutting_down",
    detail: `The connection to MCP server '${name}' is being closed.`,
    mayHaveRun: false,
  });
}

/** It was not ready within its time. */
export function neverReady({ name, stderr }: { name: string; stderr: string[] }): AppError {
  return new AppError({
    code: "timeout",
    detail: `MCP server '${name}' was not ready in time.`,
    hint: "Operators: a first start by npx or uvx downloads the server; install it, or look at what it says.",
    mayHaveRun: false,
    context: { stderr: stderr.slice(-20) },
  });
}

/** It failed several times running and is left alone for a moment. */
export function restsAWhile({ name, waitMs }: { name: string; waitMs: number }): AppError {
  return new AppError({
    code: "upstream_failed",
    detail: `MCP server '${name}' keeps failing and is left alone for a moment.`,
    hint: "Operators: its entry in the console shows why.",
    retryAfterS: Math.ceil(waitMs / 1000),
    mayHaveRun: false,
  });
}
