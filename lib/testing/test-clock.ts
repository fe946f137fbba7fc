import type { Clock } from "@/lib/core/clock";

/** A clock that stands still until it is moved. */
export type TestClock = Clock & { advance(ms: number): void };

export function createTestClock(startsAt = new Date()): TestClock {
  let nowMs = startsAt.getTime();
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
