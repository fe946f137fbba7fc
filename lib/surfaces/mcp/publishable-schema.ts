import type { JsonObject } from "@/lib/contracts/json";

/** Where the members of a schema are names, and not words of the standard. */
const maps = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
/** Where there are values, and no schemas. */
const values = new Set(["const", "enum", "default", "examples", "required"]);

/**
 * A JSON Schema as it can stand in a list of tools, whoever wrote it. Without `x-mcp-header`, which would have a client
 * copy arguments into HTTP headers (MCP 2026-07-28, server/tools). One that names its parts (`$id`) is not shown: of
 * two tools with the same name a client's validator refuses the whole list.
 */
export function publishable(schema: JsonObject): JsonObject {
  const text = JSON.stringify(schema);
  if (text.includes('"$id":"')) return { description: "See GET /tools." };
  return text.includes('"x-mcp-header"') ? cleaned(schema) : schema;
}

function cleaned(schema: object): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => name !== "x-mcp-header")
      .map(([name, value]) => [name, maps.has(name) ? eachOf(value) : values.has(name) ? value : part(value)]),
  );
}

function part(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(part);
  return typeof value === "object" && value !== null ? cleaned(value) : value;
}

function eachOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, part(schema)]));
}
