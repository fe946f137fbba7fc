import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { ToolEntry } from "@/lib/contracts/tool";
import { listRules } from "@/lib/records/admission/list-rules";
import type { Context } from "@/lib/records/context";
import { listCallable } from "@/lib/tools/catalog";
import { toolEntry } from "@/lib/tools/tool-entry";

/** What the actor may call, as `GET /tools` shows it: with what is stopped among it. */
export async function listToolEntries(ctx: Context): Promise<ToolEntry[]> {
  const [tools, rules] = await Promise.all([listCallable(ctx), listRules(ctx)]);
  const patterns = rules.filter(({ isEnabled }) => !isEnabled).map(({ pattern }) => pattern);
  return tools.map((tool) => {
    const entry = toolEntry(tool);
    return isIntentCovered({ patterns, intent: tool.intent }) ? { ...entry, stopped: true } : entry;
  });
}
