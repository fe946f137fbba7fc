"use client";

import { Button, Group, List, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { FormErrors } from "@/components/forms/form-errors";
import { GroupMembers } from "@/components/forms/group-members";
import { SchemaField } from "@/components/forms/schema-field";
import { PlainText } from "@/components/plain-text";
import type { FormFault } from "@/lib/client/schema-form/form-fault";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import { placeErrors } from "@/lib/client/schema-form/place-errors";
import type { JsonObject } from "@/lib/contracts/json";
import { type InputsDraft, type InputsView, inputsPath } from "./use-inputs-draft";

type InputsEditorProps = { form: GroupField; draft: InputsDraft; errors: FormFault[]; example: JsonObject };

/** The inputs of a call as a form made from their schema, or as JSON, with what is wrong at the fields. */
export function InputsEditor({ form, draft, errors, example }: InputsEditorProps) {
  const { state } = draft;
  const placed =
    state.view === "form"
      ? placeErrors({ draft: state.draft, errors, path: inputsPath })
      : { at: new Map<string, string>(), rest: errors };
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="How the inputs are edited"
          data={[
            { value: "form", label: "Form" },
            { value: "json", label: "JSON" },
          ]}
          value={state.view}
          onChange={(view) => draft.setView(view as InputsView)}
        />
        <Button size="compact-xs" variant="default" onClick={() => draft.setInputs(example)}>
          Fill in the example
        </Button>
      </Group>
      {placed.rest.length > 0 && <Faults faults={placed.rest} />}
      {state.view === "json" ? (
        <JsonInputs draft={draft} text={state.text} />
      ) : (
        state.draft.as === "group" && (
          <FormErrors errors={placed.at}>
            {form.members.length === 0 && !form.takesOthers && <Text size="sm">It takes no inputs.</Text>}
            <GroupMembers
              Field={SchemaField}
              field={form}
              draft={state.draft}
              path={inputsPath}
              onChange={draft.setDraft}
            />
          </FormErrors>
        )
      )}
    </Stack>
  );
}

function JsonInputs({ draft, text }: { draft: InputsDraft; text: string }) {
  return (
    <Textarea
      label="Inputs as JSON"
      autosize
      minRows={6}
      maxRows={24}
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      onChange={({ currentTarget }) => draft.setText(currentTarget.value)}
      error={draft.inputs === null ? "This is not a JSON object; the form shows it again when it is." : null}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

function Faults({ faults }: { faults: FormFault[] }) {
  return (
    <List size="sm" c="var(--mantine-color-error)" role="alert">
      {faults.map(({ path, message }) => (
        <List.Item key={`${path} ${message}`}>
          <PlainText ff="monospace">{path}</PlainText> <PlainText>{message}</PlainText>
        </List.Item>
      ))}
    </List>
  );
}
