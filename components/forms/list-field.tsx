"use client";

import { Button, CloseButton, Fieldset, Group, Stack, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { startDraft } from "@/lib/client/schema-form/draft-of";
import { type FormDraft, noDraft } from "@/lib/client/schema-form/form-draft";
import type { FormField } from "@/lib/client/schema-form/form-field";
import type { NestedFieldProps } from "./field-props";
import { useFieldWords } from "./field-words";
import classes from "./fields.module.css";

/** A list, an entry at a time. */
export function ListField({
  draft,
  onChange,
  Field,
  ...props
}: NestedFieldProps<Extract<FormField, { kind: "list" }>>) {
  const { field, path, isRequired } = props;
  const { label, description, error } = useFieldWords(props);
  const items = draft.as === "list" ? draft.items : [];
  const setItems = (next: FormDraft[]) =>
    onChange(next.length === 0 && !isRequired ? noDraft : { as: "list", items: next });
  const add = () => setItems([...items, startDraft(field.item)]);
  return (
    <Fieldset legend={isRequired ? `${label} *` : label} p="sm">
      <Stack gap="xs">
        {description && (
          <Text size="xs" c="dimmed">
            <PlainText>{description}</PlainText>
          </Text>
        )}
        {items.map((item, at) => {
          const name = `${label} ${at + 1}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and holds no state of its own
            <Group key={at} gap="xs" wrap="nowrap" align="flex-end">
              <div className={classes.entry}>
                <Field
                  field={{ ...field.item, label: name, notes: [] }}
                  draft={item}
                  path={`${path}[${at}]`}
                  isRequired={false}
                  onChange={(next) => setItems(items.with(at, next))}
                />
              </div>
              <CloseButton aria-label={`Remove ${name}`} onClick={() => setItems(items.toSpliced(at, 1))} mb={4} />
            </Group>
          );
        })}
        {error && (
          <Text size="xs" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        <Button size="compact-sm" variant="default" w="fit-content" onClick={add}>
          Add an entry
        </Button>
      </Stack>
    </Fieldset>
  );
}
