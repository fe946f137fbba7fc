import { expect, it } from "vitest";
import { modesSeen, statsSeries } from "./stats-series";

const buckets = [
  { at: "2026-06-01T12:00:00.000Z", modes: {} },
  {
    at: "2026-06-01T12:30:00.000Z",
    modes: {
      flow: { calls: 2, failures: 1, p50_ms: 900, p95_ms: 1_000 },
      agent: { calls: 5, failures: 2, p50_ms: 10, p95_ms: null },
    },
  },
];

it("adds failures up over the modes and takes the slowest times", () => {
  const [empty, full] = statsSeries({ buckets, bucket_s: 1_800 });
  expect(empty).toMatchObject({ calls: {}, failures: 0, p50: null, p95: null });
  expect(full).toMatchObject({ calls: { agent: 5, flow: 2 }, failures: 3, p50: 900, p95: 1_000 });
});

it("names the day only on a scale that is longer than one", () => {
  expect(statsSeries({ buckets, bucket_s: 1_800 })[0]?.label).toMatch(/^\d\d:\d\d$/);
  expect(statsSeries({ buckets, bucket_s: 90_000 })[0]?.label).toContain("Jun");
});

it("lists the modes that there were calls of", () => {
  expect(modesSeen({ buckets })).toEqual(["agent", "flow"]);
});
