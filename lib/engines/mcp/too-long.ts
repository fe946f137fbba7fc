import { AppError } from "@/lib/core/app-error";

/** A message beyond `answerBytesMax`: the rest of it was not read, and what carried it is closed. */
export function tooLong(server: string): AppError {
  return new AppError({
    code: "mcp_failed",
    detail: `MCP server '${server}' sent a message of more than 10 MB, which was not read.`,
    hint: "Ask it for less.",
  });
}
