import { afterEach, expect, it, vi } from "vitest";
import { createBatchSizes } from "./batch-sizes";

afterEach(() => {
  vi.useRealTimers();
});

it("halves what took too long, down to one text, and asks others as before", () => {
  const sizes = createBatchSizes();
  const seen = Array.from({ length: 7 }, () => {
    const size = sizes.of("m");
    sizes.tookTooLong("m", size);
    return size;
  });
  expect(seen).toEqual([32, 16, 8, 4, 2, 1, 1]);
  expect(sizes.of("other")).toBe(32);
});

it("grows after what was quick, up to what took too long within ten minutes, and then beyond", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const sizes = createBatchSizes();
  for (const size of [32, 16, 8]) sizes.tookTooLong("m", size);
  const grown = () => {
    sizes.wasQuick("m", sizes.of("m"));
    return sizes.of("m");
  };
  expect([sizes.of("m"), grown()]).toEqual([4, 4]);
  vi.advanceTimersByTime(10 * 60_000);
  expect([grown(), grown(), grown(), grown()]).toEqual([8, 16, 32, 32]);
});

it("learns nothing of a batch that was smaller than it might have been", () => {
  const sizes = createBatchSizes();
  sizes.tookTooLong("m", 4);
  sizes.wasQuick("m", 1);
  expect(sizes.of("m")).toBe(2);
});
