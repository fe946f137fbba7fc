import { z } from "zod";
import type { JsonSchema } from "./document";

/**
 * A contract as a schema that can stand anywhere inside an OpenAPI document: `input` as it is sent, `output` as it is
 * answered. Throws for a recursive contract, whose references would point nowhere there.
 */
export function toSchema(contract: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(contract, {
    io,
    cycles: "throw",
    override: ({ jsonSchema }) => plainObject(jsonSchema),
  });
  return schema;
}

/** An object of free members says so in the words that ChatGPT reads: it refuses an object without `properties`. */
function plainObject(schema: JsonSchema): void {
  if (schema.type !== "object") return;
  schema.properties ??= {};
  if (isEmpty(schema.additionalProperties)) schema.additionalProperties = true;
  // The keys of a JSON object are strings anyhow.
  if (JSON.stringify(schema.propertyNames) === '{"type":"string"}') delete schema.propertyNames;
}

function isEmpty(schema: JsonSchema | boolean | undefined): boolean {
  return typeof schema === "object" && Object.keys(schema).length === 0;
}
