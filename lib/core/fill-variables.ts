type FillVariablesInput = {
  /** A text, or texts in lists and objects; anything else stays as it is. */
  value: unknown;
  /** Where it stands, as messages name it. */
  path: string;
  source: Record<string, string | undefined>;
  refuse(path: string, message: string): unknown;
};

const reference = /\$\{([^}]*)\}/g;
const known = /^(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/**
 * Fills `${NAME}`, `${env:NAME}` and `${NAME:-default}` in from the environment, once: what is filled in is not looked
 * at again. A variable that is blank counts as one that is not set. What cannot be filled in is given to `refuse`.
 */
export function fillVariables({ value, path, source, refuse }: FillVariablesInput): unknown {
  const inside = (part: unknown, at: string) => fillVariables({ value: part, path: at, source, refuse });
  if (Array.isArray(value)) return value.map((part, i) => inside(part, `${path}[${i}]`));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inside(part, `${path}.${name}`)]));
  }
  if (typeof value !== "string") return value;
  return value.replace(reference, (whole, inner: string) => {
    const [, name, fallback] = known.exec(inner) ?? [];
    const filled = name === undefined ? undefined : source[name] || fallback;
    if (filled !== undefined) return filled;
    refuse(path, name === undefined ? `holds ${whole}, which is no variable` : `needs ${name}, which is not set`);
    return whole;
  });
}
