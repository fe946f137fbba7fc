"use client";

import { Textarea } from "@mantine/core";
import { noDraft } from "@/lib/client/schema-form/form-draft";
import type { FieldProps } from "./field-props";
import { useFieldWords } from "./field-words";

/** A value that is typed as JSON, where no other field can take it. */
export function JsonField({ draft, onChange, ...props }: FieldProps) {
  const words = useFieldWords(props);
  return (
    <Textarea
      {...words}
      label={`${words.label} (JSON)`}
      autosize
      minRows={2}
      maxRows={14}
      spellCheck={false}
      autoCapitalize="off"
      placeholder={placeholders[props.field.typeName] ?? "null"}
      value={draft.as === "json" ? draft.text : ""}
      onChange={({ currentTarget: { value } }) => onChange(value === "" ? noDraft : { as: "json", text: value })}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

const placeholders: Record<string, string> = { object: "{}", list: "[]" };
