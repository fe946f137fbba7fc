import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { nestingMax, parseStrictJson } from "./parse-strict-json";

const megabyte = 1024 * 1024;
const parseMsMax = 5_000;

/** What is wrong with a text, or null when nothing is. */
function faultOf(text: string): { path: string; message: string } | null {
  try {
    parseStrictJson(text);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_json" && error.errors[0]) return error.errors[0];
    throw error;
  }
}

const hasUnsafeInteger = (value: unknown) =>
  /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/.test(JSON.stringify(value).replaceAll(/"(?:\\.|[^"\\])*"/g, ""));

/** JSON that keeps everything: names are not `__proto__`, texts are well-formed and have no NUL. */
const cleanText = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
const clean = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      cleanText,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(
        cleanText.filter((name) => name !== "__proto__"),
        tie("value"),
        { noNullPrototype: true },
      ),
    ),
  }))
  .value.filter((value) => !hasUnsafeInteger(value));

it("gives back every clean value", () => {
  fc.assert(
    fc.property(clean, fc.constantFrom(0, 2), (value, indent) => {
      expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

it("agrees with JSON.parse on what it takes, and throws nothing but AppError", () => {
  const piece = fc.constantFrom(
    ...'{}[]:,"\\ \n',
    "true",
    "null",
    "1",
    "-0",
    "1e5",
    "a",
    "\\u0041",
    '"k"',
    '"k":',
    "\\ud83d",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      if (faultOf(text) === null) expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['{"a":1,"a":2}', "a", "is given twice"],
  ['{"a":{"b":1},"c":{"b":1,"\\u0062":2}}', "c.b", "is given twice"],
  ['[{"x":[0,{"__proto__":1}]}]', "[0].x[1].__proto__", "is a name that is not allowed"],
  ['{"a":["b","\\u0000"]}', "a[1]", "holds a NUL character, which cannot be stored"],
  ['{"a":"\\udc00\\ud800"}', "a", "holds half of a surrogate pair, which is not a character"],
  ['{"a":9007199254740992}', "a", "is a number too large to keep exactly; send it as a string"],
  ["-9007199254740992", "", "is a number too large to keep exactly; send it as a string"],
  ['{"a":-1e309}', "a", "is a number too large to keep exactly; send it as a string"],
  ['{"a":"\\q"}', "a", "holds an escape that JSON does not know"],
  ["", "", "is not JSON: it ends too early"],
  ["[1,", "", "is not JSON: it ends too early"],
  ["hello", "", "is not JSON: 'h' is out of place"],
  ["😀", "", "is not JSON: it begins with none of JSON's values"],
  ["position 7", "", "is not JSON: 'p' is out of place"],
  ['{"a":01}', "", "is not JSON: the fault is at character 6"],
  ['{"a":"b', "", "is not JSON: the fault is at character 7"],
])("says of %s where it is wrong and why", (text, path, message) => {
  expect(faultOf(text)).toEqual({ path, message });
});

it.each([
  ["the same name in two objects", '[{"a":1},{"a":2}]'],
  ["the same name at two depths", '{"a":{"a":{"a":1}}}'],
  ["names that only look alike", '{"a":1,"A":2,"a ":3}'],
  ["the names that objects have anyway", '{"constructor":1,"toString":2,"hasOwnProperty":3,"":4}'],
  ["a whole surrogate pair by escapes", '{"a":"\\ud83d\\ude00"}'],
  ["a backslash before u0000", '{"a":"\\\\u0000"}'],
  ["the largest safe integers", "[9007199254740991,-9007199254740991]"],
  ["quotes, brackets and commas in a text", '{"a":"\\"}],{[:","b":["]"]}'],
])("accepts %s", (_, text) => {
  expect(parseStrictJson(text)).toEqual(JSON.parse(text));
});

it(`accepts ${nestingMax} levels and refuses one more`, () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(faultOf(nested(nestingMax))).toBeNull();
  expect(faultOf(nested(nestingMax + 1))?.message).toBe(`is nested more than ${nestingMax} levels deep`);
});

// A bound against the quadratic, which takes minutes here, not a benchmark.
it.each([
  ["escaped quotes that never close", `"${'\\"'.repeat(megabyte / 2)}`],
  ["quotes and backslashes in turn", '"\\'.repeat(megabyte / 2)],
  ["backslashes", `"${"\\".repeat(megabyte)}`],
  ["quotes", '"'.repeat(megabyte)],
  ["escapes", `"${"\\n".repeat(megabyte / 2)}"`],
  ["spaces", " ".repeat(megabyte)],
  ["digits", "1".repeat(megabyte)],
  ["commas", `[${",".repeat(megabyte)}`],
  ["names", `{${Array.from({ length: 80_000 }, (_, i) => `"k${i}":0`).join()}}`],
])("goes through a megabyte of %s without delay", (_, text) => {
  const startedMs = performance.now();
  faultOf(text);
  expect(performance.now() - startedMs).toBeLessThan(parseMsMax);
});
