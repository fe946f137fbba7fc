import type { JsonObject } from "@/lib/contracts/json";

/** Keywords whose members are named by their author, and are schemas. */
const namedSchemas = new Set(["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]);
/** Keywords that hold data, in which `$ref` is a word like any other. */
const data = new Set(["const", "enum", "default", "examples", "example"]);

/**
 * A JSON Schema that is to stand at `pointer` (such as `#/properties/result`) inside another: its local references lead
 * there, and what would make it a document of its own is left out.
 */
export function nestSchema(schema: JsonObject, pointer: string): JsonObject {
  const { $schema: _, $id: __, ...body } = schema;
  return moved(body, pointer) as JsonObject;
}

function moved(schema: unknown, pointer: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => moved(item, pointer));
  if (schema === null || typeof schema !== "object") return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, movedMember({ key, value, pointer })]));
}

function movedMember({ key, value, pointer }: { key: string; value: unknown; pointer: string }): unknown {
  if (data.has(key)) return value;
  if (namedSchemas.has(key) && value !== null && typeof value === "object" && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, moved(schema, pointer)]));
  }
  const isReference = (key === "$ref" || key === "$dynamicRef") && typeof value === "string";
  if (!isReference) return moved(value, pointer);
  return value === "#" || value.startsWith("#/") ? pointer + value.slice(1) : value;
}
