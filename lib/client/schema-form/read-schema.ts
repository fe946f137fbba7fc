import { choicesOf } from "./choices-of";
import type { FormField, FormMember, GroupField } from "./form-field";
import { isRecord, type Schema } from "./is-record";
import { resolveSchema } from "./resolve-schema";
import { schemaNotes } from "./schema-notes";

type Place = { root: Schema; name: string; depth: number };

const depthMax = 4;
const membersMax = 200;
/** Up to here a text is a line. */
const lineCharsMax = 300;

/** The form of an intent's inputs. Never throws: what it does not understand of a schema, the reader types as JSON. */
export function readSchema(schema: unknown): GroupField {
  const root = isRecord(schema) ? schema : {};
  const field = fieldOf(root, { root, name: "inputs", depth: 0 });
  return field.kind === "group"
    ? field
    : { ...field, kind: "group", members: [], takesOthers: true, typeName: "object" };
}

function fieldOf(given: unknown, { root, name, depth }: Place): FormField {
  const schema = resolveSchema(given, root);
  const words = {
    label: textOf(schema.title) || name,
    description: textOf(schema.description),
    // Many a description says its bounds itself.
    notes: schemaNotes(schema).filter((note) => !textOf(schema.description).includes(note.replace(/\.$/, ""))),
  };
  const choices = choicesOf(schema);
  if (choices) return { ...words, kind: "choice", choices, typeName: "one of a list" };
  switch (schema.type) {
    case "string":
      return { ...words, kind: "text", isLong: isLong(schema), typeName: "text" };
    case "integer":
    case "number":
      return { ...words, kind: "number", typeName: schema.type === "integer" ? "whole number" : "number" };
    case "boolean":
      return { ...words, kind: "flag", typeName: "yes or no" };
    case "array":
      if (!isRecord(schema.items) || schema.prefixItems !== undefined || depth >= depthMax) break;
      return listOf(words, fieldOf(schema.items, { root, name: "item", depth: depth + 1 }));
    case "object":
      if (!isRecord(schema.properties) || depth >= depthMax) break;
      return { ...words, ...membersOf(schema, { root, depth }), typeName: "object" };
  }
  return { ...words, kind: "json", typeName: jsonNames[String(schema.type)] ?? "any JSON" };
}

const jsonNames: Record<string, string> = { object: "object", array: "list" };

function listOf(words: Pick<FormField, "label" | "description" | "notes">, item: FormField): FormField {
  return { ...words, kind: "list", item, typeName: `list of ${item.typeName}` };
}

function membersOf(
  schema: Schema,
  { root, depth }: Omit<Place, "name">,
): Pick<GroupField, "kind" | "members" | "takesOthers"> {
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties).slice(0, membersMax) : [];
  const members = properties.map(
    ([name, property]): FormMember => ({
      name,
      field: fieldOf(property, { root, name, depth: depth + 1 }),
      isRequired: required.includes(name),
    }),
  );
  const isShortened = isRecord(schema.properties) && Object.keys(schema.properties).length > membersMax;
  return { kind: "group", members, takesOthers: schema.additionalProperties !== false || isShortened };
}

function isLong({ format, pattern, maxLength }: Schema): boolean {
  const isFree = pattern === undefined || pattern === "\\S";
  return isFree && format === undefined && !(typeof maxLength === "number" && maxLength <= lineCharsMax);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
