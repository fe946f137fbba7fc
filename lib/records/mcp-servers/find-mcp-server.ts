import type { Context } from "@/lib/records/context";
import { listMcpServers } from "./list-mcp-servers";
import type { McpServer } from "./mcp-server";

/** The server of a name, as it is spelt, whether or not it is on; null when there is none. */
export async function findMcpServer(
  ctx: Pick<Context, "db" | "clock" | "env" | "secretKey">,
  name: string,
): Promise<McpServer | null> {
  // Those of the file come first.
  return (await listMcpServers(ctx)).find((server) => server.name === name) ?? null;
}
