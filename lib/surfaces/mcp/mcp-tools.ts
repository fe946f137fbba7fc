import { mcpToolNames } from "@/lib/policy/mcp-tool-names";
import type { Context } from "@/lib/records/context";
import { listCallable } from "@/lib/tools/catalog";
import type { Tool } from "@/lib/tools/define-tool";
import { jobTools } from "./job-tools";

const reserved = jobTools.map(({ tool }) => tool.name);

/** Everything that the actor may call, by the name that it has as an MCP tool; what it may not call has none. */
export async function findMcpTools(ctx: Context): Promise<Map<string, Tool>> {
  const byIntent = new Map((await listCallable(ctx)).map((tool) => [tool.intent, tool]));
  const tools = new Map<string, Tool>();
  for (const [name, intent] of mcpToolNames([...byIntent.keys()], reserved)) {
    const tool = byIntent.get(intent);
    if (tool) tools.set(name, tool);
  }
  return tools;
}
