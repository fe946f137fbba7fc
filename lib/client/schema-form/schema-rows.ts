import type { FormField } from "./form-field";

export type SchemaRow = { path: string; depth: number; type: string; isRequired: boolean; text: string };

const rowsMax = 300;

/** The fields of a form in reading order, each with its place, as a table shows them. */
export function schemaRows(field: FormField): SchemaRow[] {
  return rowsUnder(field, "", 0).slice(0, rowsMax);
}

function rowsUnder(field: FormField, under: string, depth: number): SchemaRow[] {
  if (field.kind === "list") return rowsUnder(field.item, `${under}[]`, depth);
  if (field.kind !== "group") return [];
  return field.members.flatMap(({ name, field: member, isRequired }) => {
    const path = under === "" ? name : `${under}.${name}`;
    return [
      { path, depth, type: member.typeName, isRequired, text: wordsOf(member) },
      ...rowsUnder(member, path, depth + 1),
    ];
  });
}

function wordsOf(field: FormField): string {
  const choices =
    field.kind === "choice" ? `One of: ${field.choices.map(({ label }) => label).join(", ")}.`.slice(0, 500) : "";
  return [field.description, choices, ...field.notes].filter(Boolean).join(" ") || "–";
}
