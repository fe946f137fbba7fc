"use client";

import { Fieldset, Group, Stack, TextInput } from "@mantine/core";
import { AdvancedFields } from "@/components/forms/advanced-fields";
import { useValue } from "@/components/forms/use-values";
import { LineField, LinesField, NumberField, TickField } from "@/components/forms/value-fields";
import { rights } from "@/lib/client/key-form";
import { rightWords } from "./key-words";

/** The fields of a key: what everyone needs, and below them the rest with good defaults. */
export function KeyFields() {
  return (
    <>
      <LineField
        name="name"
        label="Name"
        required
        placeholder="invoice bot"
        help="Who calls with it. It stands on every job and in the audit log."
      />
      <LineField
        name="intents"
        label="Intents that it may call"
        required
        placeholder="memory.*, system.whoami"
        help="* for everything; memory.* for a family; with commas between. The fewer, the safer."
      />
      <Fieldset legend="Rights" p="sm">
        <Stack gap="sm">
          {rights.map((right) => (
            <TickField
              key={right}
              name={`rights.${right}`}
              label={rightWords[right].label}
              help={rightWords[right].about}
            />
          ))}
        </Stack>
      </Fieldset>
      <EndField />
      <AdvancedFields label="Namespace, addresses, limits">
        <LineField
          name="namespace"
          label="Namespace"
          required
          help="Whose memories it reads and writes. Keys with the same one share them."
        />
        <LinesField
          name="addresses"
          label="Addresses that it may come from"
          isCode
          placeholder={"203.0.113.7\n10.0.0.0/8"}
          help="IP addresses and networks, one a line. Empty: from anywhere."
        />
        <Group grow align="flex-start" preventGrowOverflow={false} gap="md">
          <NumberField name="rate_per_minute" label="Calls a minute" help="In the long run. Empty: no limit." />
          <NumberField name="burst" label="At once" help="How many of them may come together." />
        </Group>
        <NumberField
          name="concurrent_max"
          label="Unfinished jobs"
          help="How many of its jobs may be unfinished at once. Empty: no limit."
        />
      </AdvancedFields>
    </>
  );
}

function EndField() {
  const { value, set, error } = useValue("expires_at");
  return (
    <TextInput
      type="datetime-local"
      name="expires_at"
      label="Ends"
      description="In your own time zone. Empty: never."
      error={error}
      value={String(value ?? "")}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      maw={280}
    />
  );
}
