import { within } from "@/lib/dispatch/within";
import { getRuntime } from "./runtime";

const pingMsMax = 3_000;

export type ReadyReport = { status: "ready" | "not_ready"; checks: { database: "ok" | "unavailable" } };

/** Whether this process can take work: its database answers within three seconds. */
export async function checkReady(): Promise<ReadyReport> {
  const isUp = await isDatabaseUp();
  return { status: isUp ? "ready" : "not_ready", checks: { database: isUp ? "ok" : "unavailable" } };
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
