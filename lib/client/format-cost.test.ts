import { expect, it } from "vitest";
import { formatCost } from "./format-cost";

it.each([
  [0, "0"],
  [1, "0.000001"],
  [3_120, "0.0031"],
  [12_400_000, "12.40"],
  [1_234_567_890, "1,234.57"],
])("shows %d millionths as %s", (micros, text) => {
  expect(formatCost(micros)).toBe(text);
});
