"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { noDraft } from "@/lib/client/schema-form/form-draft";
import type { FormField } from "@/lib/client/schema-form/form-field";
import { visibleText } from "@/lib/client/visible-text";
import type { FieldProps } from "./field-props";
import { useFieldWords } from "./field-words";
import { GroupFields } from "./group-fields";
import { JsonField } from "./json-field";
import { ListField } from "./list-field";

/** One value of a form that is made from a JSON Schema; what its field cannot show is edited as JSON. */
export function SchemaField({ field, ...rest }: FieldProps) {
  if (rest.draft.as === "json") return <JsonField field={field} {...rest} />;
  switch (field.kind) {
    case "text":
    case "number":
      return <TypedField field={field} {...rest} />;
    case "flag":
      return <FlagField field={field} {...rest} />;
    case "choice":
      return <ChoiceField field={field} {...rest} />;
    case "list":
      return <ListField field={field} Field={SchemaField} {...rest} />;
    case "group":
      return <GroupFields field={field} Field={SchemaField} {...rest} />;
    case "json":
      return <JsonField field={field} {...rest} />;
  }
}

type Kind<Name extends FormField["kind"]> = FieldProps<Extract<FormField, { kind: Name }>>;

function TypedField({ draft, onChange, ...props }: Kind<"text" | "number">) {
  const words = useFieldWords(props);
  const text = draft.as === "text" ? draft.text : "";
  const shared = {
    ...words,
    spellCheck: false,
    autoComplete: "off",
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange(currentTarget.value === "" ? noDraft : { as: "text", text: currentTarget.value }),
  };
  if (props.field.kind === "number") return <TextInput {...shared} inputMode="decimal" maw={320} />;
  // A line's field would lose the breaks of a text that has some.
  return props.field.isLong || text.includes("\n") ? (
    <Textarea {...shared} autosize minRows={2} maxRows={14} />
  ) : (
    <TextInput {...shared} />
  );
}

function FlagField({ draft, onChange, ...props }: Kind<"flag">) {
  return (
    <NativeSelect
      {...useFieldWords(props)}
      maw={320}
      data={[
        { value: "", label: "Left out" },
        { value: "yes", label: "Yes" },
        { value: "no", label: "No" },
      ]}
      value={draft.as !== "flag" ? "" : draft.isOn ? "yes" : "no"}
      onChange={({ currentTarget: { value } }) =>
        onChange(value === "" ? noDraft : { as: "flag", isOn: value === "yes" })
      }
    />
  );
}

function ChoiceField({ draft, onChange, ...props }: Kind<"choice">) {
  return (
    <NativeSelect
      {...useFieldWords(props)}
      maw={480}
      data={[
        { value: "", label: "Left out" },
        ...props.field.choices.map(({ label }, index) => ({ value: String(index), label: visibleText(label) })),
      ]}
      value={draft.as === "choice" ? String(draft.index) : ""}
      onChange={({ currentTarget: { value } }) =>
        onChange(value === "" ? noDraft : { as: "choice", index: Number(value) })
      }
    />
  );
}
