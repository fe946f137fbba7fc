import { callbackTargetPrefix } from "@/lib/dispatch/deliver-callback";
import { within } from "@/lib/dispatch/within";
import { type BreakerState, listBreakers } from "@/lib/engines/breakers";
import { getRuntime } from "./runtime";

const pingMsMax = 3_000;

export type ReadyReport = {
  status: "ready" | "not_ready";
  checks: { database: "ok" | "unavailable" };
  /** What this process calls outside, and whether it leaves it alone at the moment. */
  breakers: { target: string; state: BreakerState }[];
};

/** Whether this process can take work: its database answers within three seconds. */
export async function checkReady(): Promise<ReadyReport> {
  const isUp = await isDatabaseUp();
  return {
    status: isUp ? "ready" : "not_ready",
    checks: { database: isUp ? "ok" : "unavailable" },
    breakers: listBreakers().filter(isShown),
  };
}

/** Anybody may ask, so where callers are called back stays unsaid as long as nothing is wrong there. */
function isShown({ target, state }: ReadyReport["breakers"][number]): boolean {
  return state !== "closed" || !target.startsWith(callbackTargetPrefix);
}

async function isDatabaseUp(): Promise<boolean> {
  try {
    const { database } = await getRuntime();
    return (
      (await within(
        database.ping().then(() => true),
        pingMsMax,
      )) ?? false
    );
  } catch {
    return false;
  }
}
