import fc from "fast-check";
import { expect, it } from "vitest";
import { exampleOf } from "./example-of";
import { compileJsonSchema } from "./json-schema";

const schema = {
  type: "object",
  properties: {
    path: { type: "string" },
    depth: { type: "integer", minimum: 2 },
    mode: { enum: ["fast", "slow"] },
    tags: { type: "array", minItems: 1, items: { type: "string" } },
    at: { type: "object", properties: { x: { type: "number" } }, required: ["x"] },
    note: { type: "string" },
  },
  required: ["path", "depth", "mode", "tags", "at"],
};

it("gives what must be there, in a form that fits", () => {
  const example = exampleOf(schema);
  expect(example).toEqual({ path: "text", depth: 2, mode: "fast", tags: ["text"], at: { x: 1 } });
  expect(compileJsonSchema(schema)(example)).toEqual([]);
});

it("never fails, whatever stands in a schema", () => {
  fc.assert(fc.property(fc.object({ maxDepth: 6 }), (anything) => typeof exampleOf(anything) === "object"));
});
