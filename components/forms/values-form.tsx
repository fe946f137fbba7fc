"use client";

import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode, SubmitEvent } from "react";
import { Problem } from "@/components/problem";
import { type Values, ValuesFields } from "./use-values";

type ValuesFormProps = {
  form: { values: Values; set(name: string, value: string | boolean): void };
  saving: { isPending: boolean; error: Error | null };
  submitLabel: string;
  onSubmit(): void;
  onCancel?: () => void;
  children: ReactNode;
};

/** The frame of a form: its fields, what the server said, and what sends it. */
export function ValuesForm({ form, saving, submitLabel, onSubmit, onCancel, children }: ValuesFormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!saving.isPending) onSubmit();
  };
  return (
    <form method="post" onSubmit={submit} noValidate>
      <ValuesFields {...form} error={saving.error}>
        <Stack gap="md" maw={640}>
          {children}
          {saving.error && <Problem error={saving.error} />}
          <Group gap="sm">
            <Button type="submit" loading={saving.isPending}>
              {submitLabel}
            </Button>
            {onCancel && (
              <Button variant="default" onClick={onCancel}>
                Cancel
              </Button>
            )}
          </Group>
        </Stack>
      </ValuesFields>
    </form>
  );
}
