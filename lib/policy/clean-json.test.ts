import { expect, it } from "vitest";
import { cleanJson } from "./clean-json";

const nested = (levels: number) => JSON.parse(`${"[".repeat(levels)}1${"]".repeat(levels)}`);

it("replaces what a database cannot keep, in names too, and leaves __proto__ out", () => {
  const value = JSON.parse('{"a\\u0000":["\\u0000","\\ud800"],"__proto__":{"isAdmin":true},"n":null}');
  expect(JSON.stringify(cleanJson(value))).toBe('{"a\ufffd":["\ufffd","\ufffd"],"n":null}');
});

it("takes 64 levels and no more, however many there are", () => {
  expect(cleanJson(nested(64))).toEqual(nested(64));
  expect(cleanJson(nested(65))).toBeUndefined();
  expect(cleanJson(nested(100_000))).toBeUndefined();
});
