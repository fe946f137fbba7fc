import type { Context } from "@/lib/records/context";
import { listMcpServers } from "./list-mcp-servers";
import type { McpServer } from "./mcp-server";
import { noMcpServer } from "./no-mcp-server";

/** A server by its id or its name. Throws `not_found`. */
export async function getMcpServer(
  ctx: Pick<Context, "db" | "clock" | "env" | "secretKey">,
  idOrName: string,
): Promise<McpServer> {
  const servers = await listMcpServers(ctx);
  const server = servers.find(({ id, name }) => id === idOrName || name === idOrName);
  if (server) return server;
  throw noMcpServer(idOrName);
}
