"use client";

import { useSyncExternalStore } from "react";
import { formatExactTime, formatRelativeTime } from "@/lib/client/format-time";

const tickMs = 1_000;

/** How long ago something was, kept up to date, with the exact time on hover. */
export function Moment({ iso }: { iso: string }) {
  const nowMs = useSyncExternalStore(subscribeToClock, readClock, readClock);
  return (
    <time dateTime={iso} title={formatExactTime(iso)}>
      {formatRelativeTime({ iso, nowMs })}
    </time>
  );
}

function subscribeToClock(onTick: () => void): () => void {
  const timer = setInterval(onTick, tickMs);
  return () => clearInterval(timer);
}

/** Whole seconds, so that two reads within one render agree. */
function readClock(): number {
  return Math.floor(Date.now() / tickMs) * tickMs;
}
