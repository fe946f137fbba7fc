import { expect, it } from "vitest";
import type { Usage, UsageRow } from "@/lib/contracts/usage";
import { outcomesSeen, usageSeries } from "./usage-series";

const row = (given: Partial<UsageRow>): UsageRow => ({
  bucket: "2026-06-01T00:00:00.000Z",
  calls: 1,
  failures: 0,
  refused: 0,
  cost_micros: 0,
  p50_ms: null,
  p95_ms: null,
  p99_ms: null,
  ...given,
});
const usage = (rows: UsageRow[], from = "2026-05-30T05:00:00.000Z", to = "2026-06-02T06:00:00.000Z"): Usage => ({
  from,
  to,
  rows,
  next_cursor: null,
});

it("has a point for each day, the empty ones too, with what ended and what was refused", () => {
  const outcomes = usage([row({ outcome: "refused", calls: 0, refused: 4 }), row({ outcome: "succeeded", calls: 9 })]);
  const times = usage([row({ p50_ms: 5, cost_micros: 2_000_000 })]);
  const points = usageSeries({ outcomes, times, bucket: "day" });
  expect(points.map(({ label }) => label)).toEqual(["30 May", "31 May", "1 Jun", "2 Jun"]);
  expect(points[2]).toMatchObject({ calls: { refused: 4, succeeded: 9 }, p50: 5, p95: null, cost: 2 });
  expect(points[0]).toMatchObject({ calls: {}, p50: null, cost: 0 });
  expect(outcomesSeen(outcomes)).toEqual(["succeeded", "refused"]);
});

it.each([
  ["hour", 73],
  ["month", 2],
] as const)("divides the time into each %s of it", (bucket, count) => {
  expect(usageSeries({ outcomes: usage([]), times: usage([]), bucket })).toHaveLength(count);
});
