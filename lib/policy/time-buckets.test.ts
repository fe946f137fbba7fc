import { expect, it } from "vitest";
import { percentilesOf, timeOfBucket } from "./time-buckets";

it.each([
  [0, 0],
  [1, 1],
  [9, 2],
  [17, 4],
  [213, 90_882_551],
])("reads bucket %d as %d ms", (bucket, ms) => {
  expect(timeOfBucket(bucket)).toBe(ms);
});

it("says nothing of calls of which none ran, and of one the same three times", () => {
  expect(percentilesOf([])).toEqual({ p50_ms: null, p95_ms: null, p99_ms: null });
  expect(percentilesOf([[1, 1]])).toEqual({ p50_ms: 1, p95_ms: 1, p99_ms: 1 });
});

it("counts from the shortest on", () => {
  const counts = [
    [1, 90],
    [33, 8],
    [65, 2],
  ] as const;
  expect(percentilesOf(counts)).toEqual({ p50_ms: 1, p95_ms: timeOfBucket(33), p99_ms: timeOfBucket(65) });
});
