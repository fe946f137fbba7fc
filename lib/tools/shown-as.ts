import { z } from "zod";
import type { JsonObject } from "@/lib/contracts/json";

// Kept on the type itself: the bundler makes several copies of a module, and a map in each would know only its own.
const whole = Symbol.for("orchestrator.shown-as");

/**
 * Lets a zod type show a JSON Schema from outside as its own. Where the schema refers to its own parts it is shown whole
 * by `wholeSchemaOf` alone: inside another document the references would point nowhere.
 */
export function shownAs(type: z.ZodType, schema: JsonObject): z.ZodType {
  Object.defineProperty(type, whole, { value: schema });
  type._zod.processJSONSchema = (_ctx, json) => void Object.assign(json, structuredClone(withoutReferences(schema)));
  return type;
}

/** The JSON Schema of a type, as a document of its own. */
export function wholeSchemaOf(type: z.ZodType, io: "input" | "output"): JsonObject {
  const outside = (type as { [whole]?: JsonObject })[whole];
  return outside ?? z.toJSONSchema(type, { io });
}

function withoutReferences(schema: JsonObject): JsonObject {
  const { $schema: _, $id: __, ...body } = schema;
  return JSON.stringify(body).includes('"$ref"') ? { type: "object", description: "See GET /tools." } : body;
}
