import type { BreakerFacts } from "@/lib/core/app-error";
import { within } from "@/lib/dispatch/within";
import { listBreakers } from "@/lib/engines/breakers";
import { getRuntime } from "./runtime";

const pingMsMax = 3_000;

export type ReadyReport = {
  status: "ready" | "not_ready";
  checks: { database: "ok" | "unavailable" };
  /** What this process calls outside by its configuration, and whether it leaves it alone at the moment. */
  breakers: BreakerFacts[];
  /** Where callers are called back: how many hosts, how many of them are left alone, and to insiders which. */
  callback_hosts: { known: number; resting: number; breakers?: BreakerFacts[] };
};

type CheckReadyInput = {
  /** Whether whoever asks may learn which hosts callers have named. Only asked once the database has answered. */
  mayNameHosts(): Promise<boolean>;
};

/** Whether this process can take work: its database answers within three seconds. */
export async function checkReady({ mayNameHosts }: CheckReadyInput): Promise<ReadyReport> {
  const isUp = await isWithin(async () => (await getRuntime()).database.ping().then(() => true));
  const hosts = listBreakers("caller");
  const isNamed = isUp && hosts.length > 0 && (await isWithin(mayNameHosts));
  return {
    status: isUp ? "ready" : "not_ready",
    checks: { database: isUp ? "ok" : "unavailable" },
    breakers: listBreakers(),
    callback_hosts: {
      known: hosts.length,
      resting: hosts.filter(({ state }) => state !== "closed").length,
      ...(isNamed && { breakers: hosts }),
    },
  };
}

/** No fault and no delay of the database keeps a probe from its answer. */
async function isWithin(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return (await within(check(), pingMsMax)) ?? false;
  } catch {
    return false;
  }
}
