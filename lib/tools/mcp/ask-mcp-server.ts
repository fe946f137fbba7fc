import { AppError } from "@/lib/core/app-error";
import { runThroughBreaker } from "@/lib/engines/breakers";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import { mcpBreaker } from "./mcp-breaker";
import { signInNeeded } from "./sign-in-needed";

type AskMcpServerInput<Value> = { server: McpServer; work(): Promise<Value> };

/** Does some work at a server, unless it is left alone. Throws `upstream_sign_in_needed` where it asks for a sign-in. */
export async function askMcpServer<Value>({ server, work }: AskMcpServerInput<Value>): Promise<Value> {
  try {
    return await runThroughBreaker(mcpBreaker(server), work);
  } catch (error) {
    const isAsked = error instanceof AppError && error.code === "mcp_failed" && "needsAuth" in error.context;
    throw isAsked ? signInNeeded({ server: server.name, detail: error.detail, cause: error }) : error;
  }
}
