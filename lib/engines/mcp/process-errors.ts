import { AppError } from "@/lib/core/app-error";

/** There is no such program, or it may not be run. */
export function neverStarted({ server, error }: { server: string; error: Error }): AppError {
  const code = "code" in error ? String(error.code) : error.name;
  return new AppError({
    code: "upstream_failed",
    detail: `MCP server '${server}' cannot be started (${code}).`,
    hint: "Operators: check that its command is installed, and that its cwd exists.",
    mayHaveRun: false,
    cause: error,
  });
}

/** The process is gone, and nobody here wanted that; its last words are for the log. */
export function processEnded({ server, how, stderr }: { server: string; how: string; stderr: string[] }): AppError {
  return new AppError({
    code: "upstream_failed",
    detail: `The process of MCP server '${server}' ended (${how}).`,
    hint: "Operators: its last words are in the log and in its entry in the console.",
    context: { stderr: stderr.slice(-20) },
  });
}
