import { globalState } from "@/lib/core/global-state";
import type { Tool } from "@/lib/tools/define-tool";

/** So many flows and remote tools are counted by name; what comes after them is `other`. */
const namedMax = 200;

/**
 * What an intent is counted as. Callers may name anything, and what nobody has bound may still be a flow by its name
 * alone: a name that is not of this program gets a place once a run of it has succeeded.
 */
export function intentLabel(tool: Pick<Tool, "intent" | "mode"> | null, { hasSucceeded = false } = {}): string {
  if (!tool) return "unknown";
  if (tool.mode === "agent") return tool.intent;
  const named = globalState("named-intents", () => new Set<string>());
  if (hasSucceeded && named.size < namedMax) named.add(tool.intent);
  return named.has(tool.intent) ? tool.intent : "other";
}
