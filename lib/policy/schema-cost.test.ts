import { expect, it } from "vitest";
import { compileJsonSchema } from "./json-schema";
import { schemaCost } from "./schema-cost";

/** Each definition leads twice to the next one. */
function doubling(times: number) {
  const next = (n: number) => ({ allOf: [{ $ref: `#/$defs/a${n + 1}` }, { $ref: `#/$defs/a${n + 1}` }] });
  const $defs = Object.fromEntries(Array.from({ length: times }, (_, n) => [`a${n}`, next(n)]));
  return {
    type: "object",
    properties: { x: { $ref: "#/$defs/a0" } },
    $defs: { ...$defs, [`a${times}`]: { type: "string" } },
  };
}

it("counts what references lead to each time that they do", () => {
  expect(schemaCost(doubling(3)).steps).toBeGreaterThan(2 ** 3);
  expect(schemaCost(doubling(40)).steps).toBeGreaterThan(2 ** 40);
  expect(schemaCost(doubling(40)).nodes).toBeLessThan(200);
});

it("comes to an end with a schema that contains itself", () => {
  const tree = { type: "object", properties: { left: { $ref: "#" }, right: { $ref: "#" } } };
  expect(schemaCost(tree).steps).toBeLessThan(20);
});

it.each([
  ["whose references double forty times", doubling(40)],
  [
    "of two thousand members",
    {
      type: "object",
      properties: Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`p${n}`, { type: "string" }])),
    },
  ],
])("refuses a schema %s, instead of being held up by it", (_, schema) => {
  const startedMs = performance.now();
  expect(() => compileJsonSchema(schema)).toThrow("too large");
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

it("takes an ordinary one", () => {
  const check = compileJsonSchema(doubling(5));
  expect(check({ x: "text" })).toEqual([]);
  expect(check({ x: 1 })).toHaveLength(1);
});
