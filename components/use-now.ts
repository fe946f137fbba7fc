"use client";

import { useSyncExternalStore } from "react";

const tickMs = 1_000;

/** The browser's clock in milliseconds, a new value every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribeToClock, readClock, readClock);
}

function subscribeToClock(onTick: () => void): () => void {
  const timer = setInterval(onTick, tickMs);
  return () => clearInterval(timer);
}

/** Whole seconds, so that two reads within one render agree. */
function readClock(): number {
  return Math.floor(Date.now() / tickMs) * tickMs;
}
