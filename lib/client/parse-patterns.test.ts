import { expect, test } from "vitest";
import { parsePatterns } from "./parse-patterns";

test.each([
  ["memory.*", ["memory.*"]],
  [" memory.* ,system.whoami\n*", ["memory.*", "system.whoami", "*"]],
])("reads %j", (text, patterns) => expect(parsePatterns(text)).toEqual(patterns));

test.each(["", " , ", "mem*", "memory.*, <b>", "x".repeat(200)])("reads nothing in %j", (text) =>
  expect(parsePatterns(text)).toBeNull(),
);
