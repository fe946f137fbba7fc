import type { ListToolsResult, Tool as McpTool } from "@modelcontextprotocol/server";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { describeTool } from "./describe-tool";
import { jobTools } from "./job-tools";
import { findMcpTools } from "./mcp-tools";

const pageCharsMax = 500_000;

/**
 * A page of the tools that the actor may call, in the order of their names; the next one goes on after the last name,
 * so that it is right whatever has changed in between. Throws `invalid_request` for a cursor that is none of ours.
 */
export async function listMcpTools(ctx: Context, cursor: string | undefined): Promise<ListToolsResult> {
  const after = cursor === undefined ? "" : nameOf(cursor);
  const tools: McpTool[] = [];
  let chars = 0;
  for (const describe of await inOrder(ctx, after)) {
    const { tool, chars: cost } = describe();
    chars += cost;
    if (tools.length > 0 && chars > pageCharsMax) return { tools, nextCursor: cursorOf(tools.at(-1)?.name ?? "") };
    tools.push(tool);
  }
  return { tools };
}

/** What describes each of them, so that no more is described than the page holds. */
async function inOrder(ctx: Context, after: string) {
  const own = jobTools.map(({ tool }) => ({ name: tool.name, describe: () => ({ tool, chars: 0 }) }));
  const callable = [...(await findMcpTools(ctx))].map(([name, tool]) => ({
    name,
    describe: () => {
      const { chars, ...described } = describeTool(ctx, tool);
      return { tool: { name, ...described.facts }, chars };
    },
  }));
  return [...own, ...callable]
    .filter(({ name }) => name > after)
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ describe }) => describe);
}

function cursorOf(name: string): string {
  return Buffer.from(name).toString("base64url");
}

function nameOf(cursor: string): string {
  const name = Buffer.from(cursor, "base64url").toString();
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name) && cursorOf(name) === cursor) return name;
  throw new AppError({ code: "invalid_request", detail: "The cursor is not the nextCursor of an earlier answer." });
}
