import { runThroughBreaker } from "@/lib/engines/breakers";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import { mcpBreaker } from "./mcp-breaker";
import { translateSignIn } from "./translate-sign-in";

type AskMcpServerInput<Value> = { server: McpServer; work(): Promise<Value> };

/** Does some work at a server, unless it is left alone. Throws `upstream_sign_in_needed` where it asks for a sign-in. */
export async function askMcpServer<Value>({ server, work }: AskMcpServerInput<Value>): Promise<Value> {
  try {
    return await runThroughBreaker(mcpBreaker(server), work);
  } catch (error) {
    throw translateSignIn({ server: server.name, error });
  }
}
