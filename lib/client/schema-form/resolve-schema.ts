import { isRecord, type Schema } from "./is-record";

const hopsMax = 8;

/**
 * A schema with its local references followed and the alternative `null` taken away: a field that may be null is left
 * empty instead. What is not a schema comes back as an empty one, which takes anything.
 */
export function resolveSchema(given: unknown, root: Schema): Schema {
  let schema = isRecord(given) ? given : {};
  for (let hop = 0; hop < hopsMax; hop++) {
    const next = step(schema, root);
    if (next === null) return schema;
    // What stands beside a reference is said of this very place.
    const { $ref: _, anyOf: __, oneOf: ___, type, ...beside } = schema;
    schema = { ...(typeof type === "string" && { type }), ...next, ...beside };
  }
  return {};
}

function step(schema: Schema, root: Schema): Schema | null {
  if (typeof schema.$ref === "string") return target(schema.$ref, root);
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    return types.length === 1 ? { ...schema, type: types[0] } : null;
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(alternatives)) return null;
  const others = alternatives.filter((one) => !(isRecord(one) && one.type === "null"));
  return others.length === 1 && isRecord(others[0]) ? others[0] : null;
}

/** RFC 6901; a pointer that leads nowhere, or out of the document, is a schema that takes anything. */
function target(ref: string, root: Schema): Schema {
  if (ref === "#") return root;
  if (!ref.startsWith("#/")) return {};
  let value: unknown = root;
  for (const part of ref.slice(2).split("/")) {
    const name = unescapePart(part);
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : null;
  }
  return isRecord(value) ? value : {};
}

function unescapePart(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return part;
  }
}
