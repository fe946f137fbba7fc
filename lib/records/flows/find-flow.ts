import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Context } from "@/lib/records/context";
import type { Flow } from "./flow";
import { listFlows } from "./list-flows";

/** The binding that carries out an intent: its own, else that of its closest family; null when there is none. */
export async function findFlow(ctx: Pick<Context, "db" | "clock">, intent: string): Promise<Flow | null> {
  const fitting = (await listFlows(ctx)).filter((flow) => isIntentCovered({ patterns: [flow.intent], intent }));
  // The longest pattern is the closest one; only an exact one is as long as the intent itself.
  const [closest] = fitting.sort((left, right) => right.intent.length - left.intent.length);
  return fitting.find((flow) => flow.intent === intent) ?? closest ?? null;
}
