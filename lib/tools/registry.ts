import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Actor } from "@/lib/records/context";
import * as all from "./all";
import type { Tool } from "./define-tool";

const byIntent = new Map(
  Object.values(all)
    .sort((left, right) => (left.intent < right.intent ? -1 : 1))
    .map((tool) => [tool.intent, tool]),
);
if (byIntent.size !== Object.values(all).length) throw new Error("Two tools in lib/tools/all.ts have the same intent");

/** Every tool, by name. */
export function listTools(): Tool[] {
  return [...byIntent.values()];
}

/** The tools that an actor may call, by name. */
export function listToolsFor(actor: Pick<Actor, "intents">): Tool[] {
  return listTools().filter((tool) => isIntentCovered({ patterns: actor.intents, intent: tool.intent }));
}

export function findTool(intent: string): Tool | null {
  return byIntent.get(intent) ?? null;
}
