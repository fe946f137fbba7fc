const nestingMax = 64;

/**
 * A value out of somebody else's JSON as a database can keep it: NUL and half surrogates are replaced, and `__proto__` is
 * left out. `undefined` for one that is nested deeper than 64.
 */
export function cleanJson(value: unknown): unknown {
  return isDeep(value, 0) ? undefined : clean(value);
}

function isDeep(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth >= nestingMax || Object.values(value).some((inner) => isDeep(inner, depth + 1));
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "__proto__");
  return Object.fromEntries(entries.map(([name, inner]) => [cleanText(name), clean(inner)]));
}

function cleanText(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}
