"use client";

import { Textarea } from "@mantine/core";
import type { ComponentType } from "react";
import { type FormDraft, noDraft } from "@/lib/client/schema-form/form-draft";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import { othersPath } from "@/lib/client/schema-form/read-draft";
import type { FieldProps } from "./field-props";
import { useFieldError } from "./form-errors";

type GroupDraft = Extract<FormDraft, { as: "group" }>;
type GroupMembersProps = {
  Field: ComponentType<FieldProps>;
  field: GroupField;
  draft: GroupDraft;
  path: string;
  onChange(draft: GroupDraft): void;
};

/** The fields of an object, and below them a place for those that its schema does not name. */
export function GroupMembers({ Field, field, draft, path, onChange }: GroupMembersProps) {
  const error = useFieldError(othersPath(path));
  const mayHaveOthers = field.takesOthers || draft.others !== "";
  return (
    <>
      {field.members.map(({ name, field: member, isRequired }) => (
        <Field
          key={name}
          field={member}
          draft={(Object.hasOwn(draft.members, name) && draft.members[name]) || noDraft}
          path={`${path}.${name}`}
          isRequired={isRequired}
          onChange={(next) => onChange({ ...draft, members: { ...draft.members, [name]: next } })}
        />
      ))}
      {mayHaveOthers && (
        <Textarea
          label={field.members.length > 0 ? "Further fields (JSON)" : "Fields (JSON)"}
          description="An object; its schema does not name them."
          placeholder="{}"
          autosize
          minRows={field.members.length > 0 ? 1 : 4}
          maxRows={14}
          spellCheck={false}
          value={draft.others}
          error={error}
          onChange={({ currentTarget }) => onChange({ ...draft, others: currentTarget.value })}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
      )}
    </>
  );
}
