import { globalState } from "@/lib/core/global-state";

function runs(): Set<Promise<unknown>> {
  return globalState("ssh.runs", () => new Set());
}

/** Keeps a run in mind until it is over and written down, even when nobody waits for its job any more. */
export async function followRun<Value>(run: Promise<Value>): Promise<Value> {
  runs().add(run);
  try {
    return await run;
  } finally {
    runs().delete(run);
  }
}

/** Comes when every run of this process is over and written down. For the end of the process. */
export async function allRunsEnded(): Promise<void> {
  await Promise.allSettled(runs());
}
