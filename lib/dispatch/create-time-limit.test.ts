import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createTimeLimit } from "./create-time-limit";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(ms: number) {
  const onEnd = vi.fn();
  return { onEnd, limit: createTimeLimit({ ms, onEnd }) };
}

/** Work that a test ends when it likes. */
function work() {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

it("ends after its time", () => {
  const { onEnd } = start(1_000);
  vi.advanceTimersByTime(999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

it("stands still while anything holds it, and then goes on with what was left", async () => {
  const { onEnd, limit } = start(1_000);
  vi.advanceTimersByTime(400);
  const [one, other] = [work(), work()];
  const held = [limit.hold(one.promise), limit.hold(other.promise)];
  vi.advanceTimersByTime(60_000);
  one.end();
  await held[0];
  vi.advanceTimersByTime(60_000);
  other.end();
  await held[1];
  vi.advanceTimersByTime(599);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

it("goes on after held work that failed, and never after it was stopped", async () => {
  const { onEnd, limit } = start(1_000);
  await expect(limit.hold(Promise.reject(new Error("no")))).rejects.toThrow("no");
  vi.advanceTimersByTime(1_000);
  expect(onEnd).toHaveBeenCalledTimes(1);
  const stopped = start(1_000);
  const { promise, end } = work();
  const held = stopped.limit.hold(promise);
  stopped.limit.stop();
  end();
  await held;
  vi.advanceTimersByTime(10_000);
  expect(stopped.onEnd).not.toHaveBeenCalled();
});
