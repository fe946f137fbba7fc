import { AppError } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";
import type { runThroughBreaker } from "@/lib/engines/breakers";

/** A server that is down is left alone after five failures in a row, for half a minute. */
const rules = { failuresMax: 5, restMs: 30_000 };
const faults: ErrorCode[] = ["upstream_failed", "timeout"];

/** The breaker of one MCP server. */
export function mcpBreaker({ name }: { name: string }): Parameters<typeof runThroughBreaker>[0] {
  return {
    target: `mcp.${name}`,
    rules,
    isTrialLong: true,
    // A tool that fails, or arguments that are refused, say nothing against its server; that it hangs does.
    isTargetsFault: (error) => error instanceof AppError && faults.includes(error.code),
    detail: `The MCP server '${name}' cannot be reached.`,
    hint: `An operator runs npm run mcp:check -- ${name} to see why.`,
  };
}
