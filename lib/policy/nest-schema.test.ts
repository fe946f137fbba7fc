import { expect, it } from "vitest";
import { compileJsonSchema } from "./json-schema";
import { nestSchema } from "./nest-schema";

const tree = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://example.com/tree",
  type: "object",
  properties: {
    name: { $ref: "#/$defs/name" },
    children: { type: "array", items: { $ref: "#" } },
    $ref: { type: "string" },
  },
  $defs: { name: { type: "string", default: { $ref: "#/untouched" } } },
  required: ["name"],
};

it("keeps references good when it stands inside another schema", () => {
  const outer = { type: "object", properties: { result: nestSchema(tree, "#/properties/result") } };
  const check = compileJsonSchema(outer);
  expect(check({ result: { name: "a", children: [{ name: "b" }], $ref: "text" } })).toEqual([]);
  expect(check({ result: { name: "a", children: [{}] } })).toMatchObject([{ path: ".result.children[0].name" }]);
});

it("leaves data and members that are named $ref alone", () => {
  const nested = nestSchema(tree, "#/properties/result");
  expect(nested).not.toHaveProperty("$id");
  expect(nested).toMatchObject({
    properties: { name: { $ref: "#/properties/result/$defs/name" }, $ref: { type: "string" } },
    $defs: { name: { default: { $ref: "#/untouched" } } },
  });
});
