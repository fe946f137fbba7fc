import { expect, it } from "vitest";
import { planCallback } from "./plan-callback";

const now = new Date("2026-01-01T00:00:00Z");
const plan = (input: Partial<Parameters<typeof planCallback>[0]>) =>
  planCallback({ attempt: 1, status: 500, retryAfter: null, now, random: 0, ...input });

it("waits 5 s, 5 min, 30 min, 2 h, 5 h and 10 h, and then no more", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => plan({ attempt }));
  expect(delays).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, null, null]);
});

it("adds up to a tenth, so that what failed together does not come back together", () => {
  expect(plan({ random: 1 })).toBe(5_500);
});

it("gives up at once on a receiver that is gone", () => {
  expect(plan({ status: 410 })).toBeNull();
});

it.each([
  ["seconds", "120", 120_000],
  ["a date", "Thu, 01 Jan 2026 00:02:00 GMT", 120_000],
  ["less than the schedule", "1", 5_000],
  ["a date gone by", "Wed, 31 Dec 2025 00:00:00 GMT", 5_000],
  ["more than ten hours", "999999", 36_000_000],
  ["nonsense", "soon", 5_000],
  ["a negative number", "-5", 5_000],
])("takes a Retry-After of %s within its bounds", (_what, retryAfter, expected) => {
  expect(plan({ retryAfter })).toBe(expected);
});
