/** Where the members of a schema are names, and not words of the standard. */
const maps = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
/** Where there are values, and no schemas. */
const values = new Set(["const", "enum", "default", "examples", "required"]);

/**
 * A JSON Schema without `x-mcp-header`, by which whoever wrote it could have a client copy arguments into HTTP headers
 * (MCP 2026-07-28, server/tools): no schema of ours asks for that, and one that came from outside may not.
 */
export function withoutHeaderHints(schema: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => name !== "x-mcp-header")
      .map(([name, value]) => [name, maps.has(name) ? eachOf(value) : values.has(name) ? value : cleaned(value)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === "object" && value !== null ? withoutHeaderHints(value) : value;
}

function eachOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, cleaned(schema)]));
}
