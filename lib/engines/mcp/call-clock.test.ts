import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CallClock } from "./call-clock";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const onLate = vi.fn();
  return { onLate, clock: new CallClock({ idleMs: 100, totalMs: 250, onLate }) };
}

it("ends a call that is silent", () => {
  const { onLate } = start();
  vi.advanceTimersByTime(100);
  expect(onLate).toHaveBeenCalledWith("idle");
});

it("ends a call that goes on for too long, however alive", () => {
  const { onLate, clock } = start();
  for (let passed = 0; passed < 250; passed += 50) {
    expect(onLate).not.toHaveBeenCalled();
    clock.touch();
    vi.advanceTimersByTime(50);
  }
  expect(onLate).toHaveBeenCalledWith("total");
});

it("stands still until the last of several pauses is over", () => {
  const { onLate, clock } = start();
  clock.pause();
  clock.pause();
  vi.advanceTimersByTime(10_000);
  clock.resume();
  vi.advanceTimersByTime(10_000);
  expect(onLate).not.toHaveBeenCalled();
  clock.resume();
  vi.advanceTimersByTime(99);
  expect(onLate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onLate).toHaveBeenCalledWith("idle");
});

it("is silent once it is stopped, also when a question ends after that", () => {
  const { onLate, clock } = start();
  clock.pause();
  clock.stop();
  clock.resume();
  vi.advanceTimersByTime(10_000);
  expect(onLate).not.toHaveBeenCalled();
});
