import { expect, it } from "vitest";
import { planRetry } from "./plan-retry";

const failed = {
  code: "upstream_failed",
  effects: "idempotent",
  mayHaveRun: true,
  attempt: 1,
  attemptsMax: 10,
  retryAfterS: null,
  random: 1,
} as const;

it("waits up to twice as long after each attempt, and five minutes at most", () => {
  const ceilings = [1, 2, 3, 4, 8, 9].map((attempt) => planRetry({ ...failed, attempt }));
  expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 128_000, 256_000]);
  expect(planRetry({ ...failed, attempt: 30, attemptsMax: 99 })).toBe(300_000);
});

it("spreads retries over the whole of that time", () => {
  expect(planRetry({ ...failed, attempt: 4, random: 0 })).toBe(0);
  expect(planRetry({ ...failed, attempt: 4, random: 0.5 })).toBe(4_000);
});

it.each([
  ["what must happen once", { effects: "once" }],
  ["an error that would come again", { code: "memory_not_found" }],
  ["after the last attempt", { attempt: 10 }],
] as const)("never retries %s", (_title, change) => {
  expect(planRetry({ ...failed, ...change })).toBeNull();
});

it("retries what must happen once when it provably did not", () => {
  expect(planRetry({ ...failed, effects: "once", mayHaveRun: false })).toBe(1_000);
});

it("waits as long as the other side asks for, within reason", () => {
  expect(planRetry({ ...failed, retryAfterS: 30, random: 0 })).toBe(30_000);
  expect(planRetry({ ...failed, retryAfterS: 86_400, random: 0 })).toBe(300_000);
  expect(planRetry({ ...failed, retryAfterS: 30, random: 0.5 })).toBe(30_500);
});
