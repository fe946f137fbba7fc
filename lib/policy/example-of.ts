import type { JsonObject } from "@/lib/contracts/json";

const depthMax = 4;

/** Inputs as a JSON Schema asks for them, with what must be there and nothing else: something to start from, by hand. */
export function exampleOf(schema: JsonObject): JsonObject {
  const made = sampleOf(schema, 0);
  return isObject(made) ? made : {};
}

function sampleOf(schema: unknown, depth: number): unknown {
  if (!isObject(schema) || depth > depthMax) return null;
  const [given] = [schema.default, schema.const, first(schema.examples), first(schema.enum)].filter(
    (value) => value !== undefined,
  );
  if (given !== undefined) return given;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 1;
    case "boolean":
      return false;
    case "array":
      return typeof schema.minItems === "number" && schema.minItems > 0 ? [sampleOf(schema.items, depth + 1)] : [];
    case "object":
      return objectOf(schema, depth);
    default:
      return null;
  }
}

function objectOf({ properties, required }: JsonObject, depth: number): JsonObject {
  if (!isObject(properties) || !Array.isArray(required)) return {};
  const names = required.filter((name): name is string => typeof name === "string" && Object.hasOwn(properties, name));
  return Object.fromEntries(names.slice(0, 50).map((name) => [name, sampleOf(properties[name], depth + 1)]));
}

function first(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
