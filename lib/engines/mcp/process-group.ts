import { setTimeout as pause } from "node:timers/promises";

const termMsMax = 2_000;
const killMsMax = 1_000;
const lookEveryMs = 20;

/** Ends a process and all that it started in its group: asked first (SIGTERM), killed after 2 s. Waits for their end. */
export async function stopProcessGroup(pid: number): Promise<void> {
  if (!signalGroup(pid, "SIGTERM")) return;
  if (await isGroupGone(pid, termMsMax)) return;
  signalGroup(pid, "SIGKILL");
  await isGroupGone(pid, killMsMax);
}

/** False when there is nobody left in the group. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function isGroupGone(pid: number, msMax: number): Promise<boolean> {
  const until = Date.now() + msMax;
  while (signalGroup(pid, 0)) {
    if (Date.now() >= until) return false;
    await pause(lookEveryMs, undefined, { ref: false });
  }
  return true;
}
