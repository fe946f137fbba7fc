import type { AppError } from "@/lib/core/app-error";
import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";

/** Whose sentence has another party's words in it. */
const foreign = new Set<ErrorCode>([
  "tool_failed",
  "flow_failed",
  "flow_output_invalid",
  "flow_not_found",
  "mcp_failed",
]);

/** What the log says of an error: its sentence where that is ours alone, and nothing of what a caller or a tool sent. */
export function loggedDetail({ code, detail }: Pick<AppError, "code" | "detail">): string {
  const isOurs = errorCodes[code].status >= 500 && !foreign.has(code);
  return isOurs ? detail : `refused or failed: ${code}`;
}
