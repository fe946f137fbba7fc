import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Host } from "@/lib/records/hosts/host";
import { runningIntents } from "@/lib/records/hosts/running-intents";

/** Which intents a host lets run something on it. */
export function sshIntents({ intents }: Pick<Host, "intents">): string[] {
  return runningIntents.filter((intent) => isIntentCovered({ patterns: intents, intent }));
}
