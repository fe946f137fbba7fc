import { AppError } from "@/lib/core/app-error";

/** A server that says more than it has any reason for, so that its connection is ended. */
export function flooded({ server, how }: { server: string; how: string }): AppError {
  return new AppError({
    code: "upstream_failed",
    detail: `MCP server '${server}' ${how}; its connection was ended.`,
    hint: "Operators: look at what it writes, or disable it.",
  });
}
