import { expect, it } from "vitest";
import { headerFault } from "./header-fault";

const mark = (more: object) => ({
  type: "object",
  properties: { a: { type: "string", "x-mcp-header": "A", ...more } },
});

it.each([
  ["a string", mark({})],
  ["a nested one", { properties: { outer: mark({ type: "integer" }) } }],
  ["no marks", { type: "object" }],
])("accepts %s", (_title, schema) => {
  expect(headerFault(schema)).toBeNull();
});

it.each([
  ["a number", mark({ type: "number" })],
  ["an empty name", mark({ "x-mcp-header": "" })],
  ["a line break in the name", mark({ "x-mcp-header": "A\r\nB" })],
  ["two alike", { properties: { ...mark({}).properties, b: { type: "string", "x-mcp-header": "a" } } }],
  ["one in a list", { properties: { list: { type: "array", items: { type: "string", "x-mcp-header": "A" } } } }],
  ["one behind a reference", { $defs: { a: { type: "string", "x-mcp-header": "A" } } }],
  ["one on the whole", { type: "string", "x-mcp-header": "A" }],
])("refuses %s", (_title, schema) => {
  expect(headerFault(schema)).not.toBeNull();
});
