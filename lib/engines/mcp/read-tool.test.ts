import { expect, it } from "vitest";
import { readTool } from "./read-tool";

const inputSchema = { type: "object" };
const read = (entry: unknown) => readTool({ server: "peer", entry });

it("cuts what is too long and keeps what the server says of effects", () => {
  const annotations = { title: "t".repeat(200), readOnlyHint: true, destructiveHint: "yes" };
  expect(read({ name: "one", description: "d".repeat(3_000), inputSchema, annotations })).toEqual({
    name: "one",
    title: "t".repeat(100),
    description: "d".repeat(2_000),
    inputSchema,
    outputSchema: null,
    hints: { readOnly: true, destructive: null, idempotent: null },
  });
});

const deep = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`);

it.each([
  ["a name that is too long", { name: "n".repeat(129), inputSchema }, "its name is longer than 128 characters"],
  ["a name that no intent can have", { name: "a b", inputSchema }, "its name cannot be part of an intent"],
  [
    "a name that makes the intent too long",
    { name: "n".repeat(127), inputSchema },
    "its name cannot be part of an intent",
  ],
  ["no name", { inputSchema }, "it has no name, or is nested too deep"],
  ["no object", null, "it has no name, or is nested too deep"],
  ["a schema that is nested too deep", { name: "deep", inputSchema: deep }, "it has no name, or is nested too deep"],
  [
    "a schema of another type",
    { name: "one", inputSchema: { type: "array" } },
    "its input schema is not of type object",
  ],
  ["no schema", { name: "one" }, "its input schema is not of type object"],
  [
    "a schema that is too long",
    { name: "one", inputSchema: { ...inputSchema, description: "x".repeat(65_536) } },
    "its input schema is longer than 64 KB",
  ],
])("skips a tool with %s", (_title, entry, reason) => {
  expect(read(entry)).toMatchObject({ reason });
});

it("takes a name with dots, and leaves __proto__ out", () => {
  const properties = '{"__proto__":{"type":"string"},"kept":{"type":"string"}}';
  const entry = JSON.parse(`{"name":"a.b","inputSchema":{"type":"object","properties":${properties}}}`);
  expect(JSON.stringify(read(entry))).toContain('"properties":{"kept":{"type":"string"}}');
  expect(read(entry)).toMatchObject({ name: "a.b" });
});
