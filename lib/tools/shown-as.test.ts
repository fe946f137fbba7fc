import { expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaType } from "./json-schema-type";
import { wholeSchemaOf } from "./shown-as";

const tree = { type: "object", properties: { child: { $ref: "#/$defs/node" } }, $defs: { node: { type: "string" } } };

it("shows a schema from outside whole where it is a document of its own", () => {
  expect(wholeSchemaOf(jsonSchemaType(tree), "input")).toEqual(tree);
});

it("shows no reference that would point nowhere inside another document", () => {
  const outer = z.toJSONSchema(z.object({ result: jsonSchemaType(tree) }));
  expect(JSON.stringify(outer)).not.toContain("$ref");
});
