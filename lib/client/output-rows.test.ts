import fc from "fast-check";
import { expect, it } from "vitest";
import { findRows, OutputRows } from "./output-rows";

const rowsOf = (...pieces: string[]) => {
  const output = new OutputRows(1_000);
  for (const piece of pieces) output.append(piece);
  return output.rows;
};

it("makes the same rows however the text is cut into pieces", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a\n]{0,6}$/)), (pieces) => {
      expect(rowsOf(...pieces)).toEqual(rowsOf(pieces.join("")));
    }),
  );
});

it.each([
  ["one\ntwo", ["one", "two"]],
  ["one\n", ["one"]],
  ["\n\n", ["", ""]],
  ["dos\r\nline", ["dos", "line"]],
  ["\u001b[31mred\rback", ["\u001b[31mred\rback"]],
])("reads %j as %j", (text, rows) => {
  expect(rowsOf(text)).toEqual(rows);
});

it("cuts an endless line, also one that comes piece by piece, and no character in two", () => {
  const rows = rowsOf(...Array.from({ length: 100 }, () => "x".repeat(99)));
  expect(rows).toHaveLength(10);
  expect(rows.join("")).toBe("x".repeat(9_900));
  expect(rowsOf(`${"x".repeat(999)}😀y`)).toEqual(["x".repeat(999), "😀y"]);
});

it("keeps the newest rows to be shown, and the whole text to be taken away", () => {
  const output = new OutputRows(100);
  const text = Array.from({ length: 500 }, (_, n) => `line ${n}\n`).join("");
  for (const line of text.split(/(?<=\n)/)) output.append(line);
  expect(output.rows.length).toBeLessThanOrEqual(110);
  expect(output.dropped + output.rows.length).toBe(500);
  expect(output.rows.at(-1)).toBe("line 499");
  expect(output.text()).toBe(text);
});

it("finds rows whatever the case, and nothing for nothing", () => {
  expect(findRows(["Error: A", "fine", "an ERROR"], "error")).toEqual([0, 2]);
  expect(findRows(["a"], "")).toEqual([]);
});
