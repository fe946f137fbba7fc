import { expect, it } from "vitest";
import { formatBytes } from "./format-bytes";

it.each([
  [0, "0 bytes"],
  [1023, "1023 bytes"],
  [1536, "1.5 KB"],
  [10 * 1024 * 1024, "10.0 MB"],
])("writes %i as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
