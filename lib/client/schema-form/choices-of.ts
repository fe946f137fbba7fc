import type { Choice } from "./form-field";
import { isRecord, type Schema } from "./is-record";

const choicesMax = 500;

/** What a schema lets one choose from; null where it names no values. */
export function choicesOf(schema: Schema): Choice[] | null {
  if (Object.hasOwn(schema, "const")) return [choice(schema.const)];
  if (Array.isArray(schema.enum)) return fitting(schema.enum.map((value) => choice(value)));
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(alternatives) || alternatives.length === 0) return null;
  if (!alternatives.every((one) => isRecord(one) && Object.hasOwn(one, "const"))) return null;
  return fitting(alternatives.map((one) => choice(one.const, one.title)));
}

function choice(value: unknown, title?: unknown): Choice {
  const own = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return { value, label: typeof title === "string" && title !== "" ? `${title} (${own})` : own };
}

function fitting(choices: Choice[]): Choice[] | null {
  return choices.length > 0 && choices.length <= choicesMax ? choices : null;
}
