import { AppError } from "@/lib/core/app-error";

/** That no server has an id or a name. */
export function noMcpServer(idOrName: string): AppError {
  return new AppError({
    code: "not_found",
    detail: `There is no MCP server '${idOrName.slice(0, 100)}'.`,
    hint: "npm run mcp:list shows them.",
  });
}
