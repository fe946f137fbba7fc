import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { McpServerRow } from "./mcp-server";
import { noMcpServer } from "./no-mcp-server";

type PickMcpServerInput = { idOrName: string; rows: McpServerRow[] };

/** The row of an id or a name, to be changed. Throws `not_found`, or `invalid_request` for one of the configuration file. */
export function pickMcpServer({ env }: Pick<Context, "env">, { idOrName, rows }: PickMcpServerInput): McpServerRow {
  const row = rows.find(({ id, name }) => id === idOrName || name === idOrName);
  if (row) return row;
  if (!env.mcp.servers.some(({ name }) => name === idOrName)) throw noMcpServer(idOrName);
  throw new AppError({
    code: "invalid_request",
    detail: `'${idOrName}' is a server of the configuration file, which this does not change.`,
    hint: "Change it in the file that ORCHESTRATOR_MCP_CONFIG names, and start again.",
  });
}
