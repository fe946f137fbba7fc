import { z } from "zod";
import type { JsonObject } from "@/lib/contracts/json";
import { compileJsonSchema } from "@/lib/policy/json-schema";

/** A JSON Schema from outside as a zod type: checks by it, and is shown as it. Throws for a schema that is none. */
export function jsonSchemaType(schema: JsonObject): z.ZodType {
  const check = compileJsonSchema(schema);
  const type = z.unknown().superRefine((value, ctx) => {
    for (const { path, message } of check(value)) ctx.addIssue({ code: "custom", message, path: pathOf(path) });
  });
  // How zod lets a type say its own JSON Schema; with references inside, it would point nowhere in another document.
  type._zod.processJSONSchema = (_ctx, json) => void Object.assign(json, structuredClone(withoutReferences(schema)));
  return type;
}

/** `.tags[0]` as the parts that zod joins again. */
function pathOf(path: string): PropertyKey[] {
  return [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function withoutReferences(schema: JsonObject): JsonObject {
  const { $schema: _, $id: __, ...body } = schema;
  return JSON.stringify(body).includes('"$ref"') ? { type: "object", description: "See GET /tools." } : body;
}
