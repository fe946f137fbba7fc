import { existsSync } from "node:fs";
import { AppError } from "@/lib/core/app-error";
import type { McpStdioTransport } from "./mcp-target";

type NeverStartedInput = { server: string; transport: McpStdioTransport; error: Error };

const missing = ["ENOENT", "EACCES", "ENOTDIR"];

/** There is no such program, or it may not be run: trying again is of no use. Or the machine has no room for it now. */
export function neverStarted({ server, transport, error }: NeverStartedInput): AppError {
  const { command, cwd } = transport;
  const code = "code" in error ? String(error.code) : error.name;
  // The system has the same word for both.
  const isFolder = cwd !== null && !existsSync(cwd);
  const why = isFolder ? "its cwd does not exist" : `the command '${command}' cannot be run`;
  return new AppError({
    code: missing.includes(code) ? "mcp_failed" : "upstream_failed",
    detail: `MCP server '${server}' cannot be started: ${why} (${code}).`,
    hint: "Operators: check that its command is installed for the account that this runs as, and that its cwd exists.",
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
