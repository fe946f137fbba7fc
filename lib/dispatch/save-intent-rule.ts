import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { SavedIntentRule } from "@/lib/contracts/intent-rule";
import { type SaveRuleInput, saveRule } from "@/lib/records/admission/save-rule";
import type { Context } from "@/lib/records/context";
import { listFlows } from "@/lib/records/flows/list-flows";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { listTools } from "@/lib/tools/registry";

/**
 * Sets what holds for a pattern, and says so when nothing that is here is called that: whoever stops a misspelt intent
 * believes that it is off. It is no error, since a flow or a remote tool of that name may come. Throws like `saveRule`.
 */
export async function saveIntentRule(ctx: Context, input: SaveRuleInput): Promise<SavedIntentRule> {
  const rule = await saveRule(ctx, input);
  if (await isKnown(ctx, rule.pattern)) return rule;
  const note = `Nothing here is called '${rule.pattern}' now: look at how it is written. GET /tools lists what there is.`;
  return { ...rule, note };
}

async function isKnown(ctx: Context, pattern: string): Promise<boolean> {
  const [flows, servers] = await Promise.all([listFlows(ctx), listMcpServers(ctx)]);
  const names = [
    ...listTools().map(({ intent }) => intent),
    ...flows.map(({ intent }) => intent),
    // What a server's tools are called only it knows, and it may be slow to say.
    ...servers.map(({ name }) => `mcp.${name}.*`),
  ];
  return names.some((name) => doMeet(name, pattern));
}

/** Whether one of the two, each an intent or a family, covers the other. */
function doMeet(one: string, other: string): boolean {
  return isIntentCovered({ patterns: [one], intent: other }) || isIntentCovered({ patterns: [other], intent: one });
}
