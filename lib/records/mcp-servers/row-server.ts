import type { Context } from "@/lib/records/context";
import type { McpServer, McpServerRow } from "./mcp-server";
import { mcpServerVersion } from "./mcp-server-version";

/** A server that is a row. One of the file with its name, whatever the capitals, takes its place. */
export function rowServer(ctx: Pick<Context, "env" | "secretKey">, row: McpServerRow): McpServer {
  const { id, name, secrets, isTrusted, approval, timeoutMs, timeoutMaxMs, createdAt, updatedAt } = row;
  const transport = transportOf(row);
  const fault = row.isEnabled ? faultOf(ctx, row) : null;
  return {
    id,
    source: "row",
    name,
    transport,
    sealed: secrets,
    isTrusted,
    approval,
    timeoutMs,
    timeoutMaxMs,
    isEnabled: row.isEnabled && fault === null,
    fault,
    version: mcpServerVersion(ctx, { name, transport, secrets }),
    createdAt,
    updatedAt,
  };
}

function transportOf({ transport, command, args, cwd, url }: McpServerRow): McpServer["transport"] {
  switch (transport) {
    case "stdio":
      return { kind: "stdio", command: command ?? "", args, cwd };
    case "http":
      return { kind: "http", url: url ?? "" };
  }
}

function faultOf({ env }: Pick<Context, "env">, { name, transport }: McpServerRow): string | null {
  const twin = env.mcp.servers.find((server) => server.name.toLowerCase() === name.toLowerCase());
  if (twin) return `The configuration file has a server '${twin.name}', which takes its place.`;
  return transport === "stdio" && env.mcp.stdioFault ? `It ${env.mcp.stdioFault}.` : null;
}
