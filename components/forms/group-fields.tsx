"use client";

import { Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { startDraft } from "@/lib/client/schema-form/draft-of";
import { noDraft } from "@/lib/client/schema-form/form-draft";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import type { NestedFieldProps } from "./field-props";
import { useFieldWords } from "./field-words";
import classes from "./fields.module.css";
import { GroupMembers } from "./group-members";

/** An object inside another: its own fields in a frame, opened when it is wanted. */
export function GroupFields({ draft, onChange, Field, ...props }: NestedFieldProps<GroupField>) {
  const { field, path, isRequired } = props;
  const { label, description, error } = useFieldWords(props);
  return (
    <Fieldset legend={isRequired ? `${label} *` : label} p="sm" className={classes.group}>
      <Stack gap="sm">
        {description && (
          <Text size="xs" c="dimmed">
            <PlainText>{description}</PlainText>
          </Text>
        )}
        {draft.as === "group" && (
          <GroupMembers Field={Field} field={field} draft={draft} path={path} onChange={onChange} />
        )}
        {error && (
          <Text size="xs" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        <Group>
          {draft.as === "group" ? (
            <Button size="compact-sm" variant="default" onClick={() => onChange(noDraft)}>
              Leave out {label}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => onChange(startDraft(field))}>
              Add {label}
            </Button>
          )}
        </Group>
      </Stack>
    </Fieldset>
  );
}
