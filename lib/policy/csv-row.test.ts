import { expect, it } from "vitest";
import { csvRow } from "./csv-row";

it.each([
  [["a", 1, null], "a,1,\r\n"],
  [['say "no"', "a,b", "two\nlines"], '"say ""no""","a,b","two\nlines"\r\n'],
  [["", "-"], ",'-\r\n"],
  [[-5], "-5\r\n"],
])("writes %j as %j", (cells, line) => {
  expect(csvRow(cells)).toBe(line);
});

it.each(["a;=1+1", "a\t=1+1"])("lets no spreadsheet split %j, whose semicolon or tab begins a cell there", (cell) => {
  expect(csvRow([cell])).toBe(`"${cell}"\r\n`);
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠SUM(A1)"])(
  "lets no spreadsheet run %j",
  (cell) => {
    expect(csvRow([cell]).replace(/^"/, "")).toMatch(/^'/);
  },
);
