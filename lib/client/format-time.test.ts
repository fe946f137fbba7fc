import { expect, test } from "vitest";
import { formatAxisDuration, formatDuration, formatRelativeTime, formatTimeLeft } from "./format-time";

test.each([
  [-5_000, "just now"],
  [999, "just now"],
  [1_000, "1 second ago"],
  [59_999, "59 seconds ago"],
  [60_000, "1 minute ago"],
  [3_600_000, "1 hour ago"],
  [49 * 3_600_000, "2 days ago"],
])("%d ms ago reads as %s", (agoMs, text) => {
  const nowMs = Date.parse("2026-03-01T12:00:00Z");
  expect(formatRelativeTime({ iso: new Date(nowMs - agoMs).toISOString(), nowMs })).toBe(text);
});

test.each([
  [0, "<1 ms"],
  [45, "45 ms"],
  [1_250, "1.25 s"],
  [2_000, "2 s"],
  [185_000, "3 min 5 s"],
])("%d ms reads as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, null],
  [-1, null],
  [1, "1 s"],
  [59_001, "1 min 0 s"],
  [860_000, "14 min 20 s"],
  [7_380_000, "2 h 3 min"],
])("%d ms ahead leaves %s", (aheadMs, text) => {
  const nowMs = Date.parse("2026-03-01T12:00:00Z");
  expect(formatTimeLeft({ iso: new Date(nowMs + aheadMs).toISOString(), nowMs })).toBe(text);
});

test.each([
  [0, "0"],
  [600, "600\u00a0ms"],
  [2_350, "2.4\u00a0s"],
  [160_000, "2.7\u00a0min"],
])("writes %i ms on a scale as %j", (ms, text) => {
  expect(formatAxisDuration(ms)).toBe(text);
});
