import { globalState } from "@/lib/core/global-state";

type Changes = { listeners: Set<(key: string) => void>; timers: Map<string, NodeJS.Timeout> };

const quietMs = 250;

/** Who wants to know that a server's tools changed, and which news wait for more to come. */
export function toolChanges(): Changes {
  return globalState("mcp.tool-changes", () => ({ listeners: new Set(), timers: new Map() }));
}

/** Tells the listeners that a target's tools changed, once for what comes within a quarter of a second. */
export function toolsChanged(key: string): void {
  const { listeners, timers } = toolChanges();
  if (timers.has(key)) return;
  const tell = () => {
    timers.delete(key);
    for (const listener of listeners) listener(key);
  };
  timers.set(key, setTimeout(tell, quietMs).unref());
}
