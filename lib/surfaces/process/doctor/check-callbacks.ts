import { readCallbackFacts } from "@/lib/records/callbacks/callback-facts";
import type { Check } from "./check";
import { ok, warning } from "./findings";

/** The pause between two looks of whoever delivers, and a delivery's own time. */
const overdueSMax = 120;

/** Whether callers' callbacks go out. */
export const checkCallbacks: Check = {
  name: "callbacks",
  look: async ({ open }) => {
    const { waiting, oldestDueS, failing } = await readCallbackFacts(open().ctx);
    if (waiting === 0) return ok("None waits to be delivered.");
    const told = `Waiting: ${waiting}.`;
    if ((oldestDueS ?? 0) > overdueSMax) {
      const detail = `${told} The oldest is due for ${oldestDueS} s and is not sent.`;
      return warning(detail, "A running server sends them; look whether the queue's worker is alive.");
    }
    if (failing.length > 0) {
      const hosts = failing.map(({ host, waiting: count }) => `${host} (${count})`).join(", ");
      const fix = "Each is tried again; GET /jobs/{id} shows every attempt. Tell their owners.";
      return warning(`${told} These receivers did not take theirs yet: ${hosts}.`, fix);
    }
    return ok(`${told} They are on their way.`);
  },
};
