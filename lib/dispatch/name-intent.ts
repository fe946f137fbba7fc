import { Intent } from "@/lib/contracts/intent";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { Context } from "@/lib/records/context";
import { findMcpServer } from "@/lib/records/mcp-servers/find-mcp-server";

/**
 * A request with its intent's one name: `github.create_issue` in mode `mcp` is `mcp.github.create_issue`, which is what
 * keys cover, rules name and jobs keep. What names no server stays as it is.
 */
export async function nameIntent<Request extends Pick<OrchestrateRequest, "intent" | "mode">>(
  ctx: Context,
  request: Request,
): Promise<Request> {
  const { intent, mode } = request;
  if (mode !== "mcp" || intent.startsWith("mcp.")) return request;
  const whole = Intent.safeParse(`mcp.${intent}`);
  const server = await findMcpServer(ctx, intent.split(".", 1)[0] ?? "");
  return server && whole.success ? { ...request, intent: whole.data } : request;
}
