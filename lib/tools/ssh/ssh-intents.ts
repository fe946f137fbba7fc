import { isIntentCovered } from "@/lib/contracts/intent";
import type { Host } from "@/lib/records/hosts/host";

/** The intents that run something on a host. */
const runningIntents = ["ssh.exec.peek", "ssh.exec"];

/** Which intents a host lets run something on it. */
export function sshIntents({ intents }: Pick<Host, "intents">): string[] {
  return runningIntents.filter((intent) => isIntentCovered({ patterns: intents, intent }));
}
