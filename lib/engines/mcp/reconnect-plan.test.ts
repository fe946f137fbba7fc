import { afterEach, expect, it, vi } from "vitest";
import { ReconnectPlan } from "./reconnect-plan";

afterEach(() => {
  vi.useRealTimers();
});

const delays = ({ askedMs, isAwaited, count = 10 }: { askedMs: number; isAwaited: boolean; count?: number }) => {
  const plan = new ReconnectPlan();
  return Array.from({ length: count }, () => plan.delayMs({ askedMs, isAwaited }));
};

it("waits ever longer for a server that wants to be asked at once", () => {
  expect(delays({ askedMs: 0, isAwaited: false })).toEqual([
    250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
  expect(delays({ askedMs: 0, isAwaited: true, count: 4 })).toEqual([250, 500, 1_000, 1_000]);
});

it("waits as long as the server wants, but no longer than a minute", () => {
  expect(delays({ askedMs: 5_000, isAwaited: true, count: 3 })).toEqual([5_000, 5_000, 5_000]);
  expect(delays({ askedMs: 500, isAwaited: true, count: 3 })).toEqual([500, 500, 1_000]);
  expect(delays({ askedMs: 99_999_999_999, isAwaited: true, count: 2 })).toEqual([60_000, 60_000]);
});

it("begins anew after a stream that lasted", () => {
  vi.useFakeTimers();
  const plan = new ReconnectPlan();
  for (let round = 0; round < 3; round++) {
    expect(plan.delayMs({ askedMs: 0, isAwaited: false })).toBe(250);
    vi.advanceTimersByTime(31_000);
  }
});
