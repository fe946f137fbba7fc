import { type FormDraft, noDraft } from "./form-draft";
import type { FormField, GroupField } from "./form-field";
import { isRecord } from "./is-record";

/**
 * What a form shows for a value. A value that its field cannot hold is shown as JSON, so that none is lost:
 * `readDraft` gives every value back as it was.
 */
export function draftOf(field: FormField, value: unknown): FormDraft {
  if (value === undefined) return noDraft;
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? { as: "text", text: value } : jsonDraft(value);
    case "number":
      return typeof value === "number" ? { as: "text", text: String(value) } : jsonDraft(value);
    case "flag":
      return typeof value === "boolean" ? { as: "flag", isOn: value } : jsonDraft(value);
    case "choice": {
      const index = field.choices.findIndex((choice) => JSON.stringify(choice.value) === JSON.stringify(value));
      return index === -1 ? jsonDraft(value) : { as: "choice", index };
    }
    case "list":
      return Array.isArray(value)
        ? { as: "list", items: value.map((item) => draftOf(field.item, item)) }
        : jsonDraft(value);
    case "group":
      return isRecord(value) ? groupDraft(field, value) : jsonDraft(value);
    case "json":
      return jsonDraft(value);
  }
}

/** What an empty form begins with: the groups and lists that are required are there, all else is left out. */
export function startDraft(field: FormField): FormDraft {
  switch (field.kind) {
    case "group":
      return {
        as: "group",
        members: Object.fromEntries(
          field.members.map((member) => [member.name, member.isRequired ? startDraft(member.field) : noDraft]),
        ),
        others: "",
      };
    case "list":
      return { as: "list", items: [] };
    default:
      return noDraft;
  }
}

function groupDraft({ members }: GroupField, value: Record<string, unknown>): FormDraft {
  const known = new Set(members.map(({ name }) => name));
  const others = Object.entries(value).filter(([name]) => !known.has(name));
  return {
    as: "group",
    members: Object.fromEntries(
      members.map(({ name, field }) => [name, draftOf(field, Object.hasOwn(value, name) ? value[name] : undefined)]),
    ),
    others: others.length > 0 ? JSON.stringify(Object.fromEntries(others), null, 2) : "",
  };
}

function jsonDraft(value: unknown): FormDraft {
  return { as: "json", text: JSON.stringify(value, null, 2) };
}
