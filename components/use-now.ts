"use client";

import { useSyncExternalStore } from "react";

const tickMs = 1_000;
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The browser's clock in milliseconds, a new value every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribeToClock, readClock, readClock);
}

/** One timer for all, so that a long list of times is drawn once a second. */
function subscribeToClock(onTick: () => void): () => void {
  readers.add(onTick);
  timer ??= setInterval(() => {
    for (const reader of readers) reader();
  }, tickMs);
  return () => {
    readers.delete(onTick);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Whole seconds, so that two reads within one render agree. */
function readClock(): number {
  return Math.floor(Date.now() / tickMs) * tickMs;
}
