import type { Schema } from "./is-record";

/** A whole number without a bound has one of the language's own in JSON Schema; it tells nobody anything. */
const lastNumber = Number.MAX_SAFE_INTEGER;

/** What a schema says in numbers and patterns, as sentences for those who read no schema. */
export function schemaNotes(schema: Schema): string[] {
  return [
    range(schema.minimum, schema.maximum, ""),
    range(schema.minLength, schema.maxLength, " characters"),
    range(schema.minItems, schema.maxItems, " entries"),
    typeof schema.format === "string" ? `As ${schema.format}.` : "",
    typeof schema.pattern === "string" && schema.pattern !== "\\S" ? `Fits ${schema.pattern}` : "",
    Object.hasOwn(schema, "default") ? `Without it: ${JSON.stringify(schema.default)}.` : "",
  ].filter(Boolean);
}

function range(least: unknown, most: unknown, unit: string): string {
  const from = typeof least === "number" && Math.abs(least) < lastNumber ? least : null;
  const to = typeof most === "number" && Math.abs(most) < lastNumber ? most : null;
  if (from !== null && to !== null) return from === to ? `Exactly ${to}${unit}.` : `${from} to ${to}${unit}.`;
  if (to !== null) return `${to}${unit} at most.`;
  return from !== null && from !== 0 ? `${from}${unit} at least.` : "";
}
