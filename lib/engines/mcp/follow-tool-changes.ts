import { setTimeout as pause } from "node:timers/promises";
import type { LiveClient } from "./live-client";

const pauseMsFirst = 1_000;
const pauseMsMax = 60_000;

/**
 * Since revision 2026-07-28 news of a server's tools come on a subscription of their own, which is opened again when it
 * ends; what happened in between is not known, so that it counts as a change. Older servers tell unasked.
 */
export function followToolChanges({ live, onChanged }: { live: LiveClient; onChanged: () => void }): void {
  const { client } = live;
  if (client.getProtocolEra() !== "modern" || !client.getServerCapabilities()?.tools?.listChanged) return;
  void follow({ live, onChanged });
}

async function follow({ live, onChanged }: { live: LiveClient; onChanged: () => void }): Promise<void> {
  const { client } = live;
  let pauseMs = pauseMsFirst;
  while (client.transport !== undefined) {
    try {
      const subscription = await client.listen({ toolsListChanged: true });
      pauseMs = pauseMsFirst;
      await subscription.closed;
    } catch {
      // A server may advertise what it does not do; then it is asked ever more seldom.
    }
    await pause(pauseMs * (0.5 + Math.random() / 2), undefined, { ref: false });
    pauseMs = Math.min(pauseMsMax, pauseMs * 2);
    if (client.transport !== undefined) onChanged();
  }
}
