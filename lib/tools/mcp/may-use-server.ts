import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Context } from "@/lib/records/context";

/** Whether the actor may call any of a server's tools: as one of all, of its family, or by names of its own. */
export function mayUseServer({ actor }: Pick<Context, "actor">, name: string): boolean {
  const family = `mcp.${name}.`;
  return (
    isIntentCovered({ patterns: actor.intents, intent: family }) ||
    actor.intents.some((pattern) => pattern.startsWith(family))
  );
}
