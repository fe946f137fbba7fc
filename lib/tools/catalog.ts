import type { Intent } from "@/lib/contracts/intent";
import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Mode } from "@/lib/contracts/job";
import type { Context } from "@/lib/records/context";
import { listFlows } from "@/lib/records/flows/list-flows";
import type { Tool } from "./define-tool";
import { findFlowTool } from "./flows/find-flow-tool";
import { flowTool } from "./flows/flow-tool";
import { findMcpTool } from "./mcp/find-mcp-tool";
import { listMcpServerTools } from "./mcp/list-mcp-server-tools";
import { findTool, listTools, listToolsFor } from "./registry";

type Call = { intent: Intent; mode: Mode };

/** Where what runs a job is found; the catalog, but for tests. */
export type Tools = {
  find(ctx: Context, call: Call): Promise<Tool | null> | Tool | null;
  /** Those of this process, whatever the database holds. */
  list(): Tool[];
};

export const catalog: Tools = { find: findCallable, list: listTools };

/** What runs an intent by an engine; null when nothing does. Throws `not_configured` with what an operator must set. */
export async function findCallable(ctx: Context, { intent, mode }: Call): Promise<Tool | null> {
  switch (mode) {
    case "agent":
      return findTool(intent);
    case "flow":
      return findFlowTool(ctx, intent);
    case "mcp":
      return findMcpTool(ctx, intent);
  }
}

/** Everything that the actor may call by name: tools, the flows that are bound to one intent each, and remote tools. */
export async function listCallable(ctx: Context): Promise<Tool[]> {
  const flows = (await listFlows(ctx)).filter(({ intent, isEnabled }) => isEnabled && !intent.endsWith(".*"));
  const bound = flows
    .filter(({ intent }) => isIntentCovered({ patterns: ctx.actor.intents, intent }))
    .map((flow) => flowTool(ctx, { flow, intent: flow.intent }));
  return [...listToolsFor(ctx.actor), ...bound, ...(await listMcpServerTools(ctx))];
}
