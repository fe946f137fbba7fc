import type { JsonObject } from "@/lib/contracts/json";
import type { QuestionField, QuestionSchema } from "@/lib/contracts/question-schema";

/** What a form holds: the text of each field as typed, and whether a box is ticked or which of a list are. */
export type QuestionValues = Record<string, string | boolean | string[]>;

export type Choice = { value: string; label: string };

/** What a form starts with: the defaults that the question gives. */
export function startValues({ properties }: QuestionSchema): QuestionValues {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, startValue(field)]));
}

function startValue(field: QuestionField): string | boolean | string[] {
  switch (field.type) {
    case "boolean":
      return field.default ?? false;
    case "array":
      return field.default ?? [];
    case "string":
      return field.default ?? "";
    case "number":
    case "integer":
      return field.default === undefined ? "" : String(field.default);
  }
}

/** What can be chosen, with the words for it; null where it is typed. */
export function choicesOf(field: QuestionField): Choice[] | null {
  if (field.type === "array") {
    return "anyOf" in field.items
      ? titled(field.items.anyOf)
      : field.items.enum.map((value) => ({ value, label: value }));
  }
  if (field.type !== "string") return null;
  if (field.oneOf) return titled(field.oneOf);
  return field.enum?.map((value, i) => ({ value, label: field.enumNames?.[i] ?? value })) ?? null;
}

function titled(choices: { const: string; title: string }[]): Choice[] {
  return choices.map((choice) => ({ value: choice.const, label: choice.title }));
}

/** The values as the question's schema has them; a field that was left empty is left out, and the server says if it must not be. */
export function contentOf({ properties }: QuestionSchema, values: QuestionValues): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) => {
      const value = values[name];
      if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return [];
      const isNumber = field.type === "number" || field.type === "integer";
      // What is no number goes as it was typed, to be refused by name.
      return [[name, isNumber && Number.isFinite(Number(value)) ? Number(value) : value]];
    }),
  );
}
