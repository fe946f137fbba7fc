import { addressKind } from "@/lib/engines/outbound/address-kind";
import type { Check } from "./check";
import { ok, warning } from "./findings";

/** Whether a flow can report to its resume URL, as far as the addresses tell. */
export const checkResume: Check = {
  name: "resume URLs",
  look: async ({ env }) => {
    const backends = [env.n8n?.webhookBase, env.activepieces?.base].filter((url) => url !== undefined);
    if (backends.length === 0) return ok("Nothing to look at: the address of no flow backend is set.");
    const elsewhere = backends.filter((url) => !isOnLoopback(url));
    if (!isOnLoopback(env.publicUrl) || elsewhere.length === 0)
      return ok(`Flows report to ${originOf(env.publicUrl)}.`);
    return warning(
      `Flows would report to ${originOf(env.publicUrl)}, which is this machine alone, and ${elsewhere.map(originOf).join(" and ")} is elsewhere: long flows cannot report back.`,
      "Set ORCHESTRATOR_URL to an address that it reaches, such as http://orchestrator:8000, and HOST=0.0.0.0.",
    );
  },
};

function isOnLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host.endsWith(".localhost") || addressKind(host) === "loopback";
}

/** Without what else an address may hold. */
function originOf(url: string): string {
  return new URL(url).origin;
}
