export type Schema = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
