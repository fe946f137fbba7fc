import { listBreakers } from "@/lib/engines/breakers";
import type { Check } from "./check";
import { ok, warning } from "./findings";

/** What this process leaves alone at the moment, because it failed several times in a row. */
export const checkBreakers: Check = {
  name: "breakers",
  look: async ({ isServer }) => {
    if (!isServer) return ok("Known to a running server alone.");
    const resting = listBreakers().filter(({ state }) => state !== "closed");
    const hosts = listBreakers("caller").filter(({ state }) => state !== "closed").length;
    const receivers = hosts === 0 ? "" : ` Hosts of callbacks that are left alone: ${hosts}.`;
    if (resting.length === 0) return ok(`None is open.${receivers}`);
    const targets = resting.map(({ target, retry_after_s }) => `${target} (${retry_after_s} s)`).join(", ");
    const fix = "Mend what the other checks say of it; it is tried again by itself.";
    return warning(`Left alone after several failures: ${targets}.${receivers}`, fix);
  },
};
