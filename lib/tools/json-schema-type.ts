import { z } from "zod";
import type { JsonObject } from "@/lib/contracts/json";
import { compileJsonSchema } from "@/lib/policy/json-schema";
import { shownAs } from "./shown-as";

/** A JSON Schema from outside as a zod type: checks by it, and is shown as it. Throws for a schema that is none. */
export function jsonSchemaType(schema: JsonObject): z.ZodType {
  const check = compileJsonSchema(schema);
  const type = z.unknown().superRefine((value, ctx) => {
    for (const { path, message } of check(value)) ctx.addIssue({ code: "custom", message, path: pathOf(path) });
  });
  return shownAs(type, schema);
}

/** `.tags[0]` as the parts that zod joins again. */
function pathOf(path: string): PropertyKey[] {
  return [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
