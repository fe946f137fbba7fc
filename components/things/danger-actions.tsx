"use client";

import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";

type DangerActionsProps = {
  name: string;
  isEnabled: boolean;
  /** What removing it means. */
  warning: string;
  setEnabled(isEnabled: boolean): Promise<unknown>;
  remove(): Promise<unknown>;
  onChanged(): void;
  onRemoved(): void;
};

/** Switches a thing off or on, or removes it after another question. */
export function DangerActions({ name, isEnabled, warning, onChanged, onRemoved, ...verbs }: DangerActionsProps) {
  const [isAsking, setIsAsking] = useState(false);
  const switching = useMutation({
    mutationFn: async (toOn: boolean) => {
      await verbs.setEnabled(toOn);
      return toOn;
    },
    meta: { done: (toOn: boolean) => (toOn ? "Switched on." : "Switched off.") },
    onSuccess: onChanged,
  });
  const removing = useMutation({
    mutationFn: verbs.remove,
    meta: { done: "Removed." },
    onSuccess: onRemoved,
    onError: () => setIsAsking(false),
  });
  const error = switching.error ?? removing.error;
  return (
    <Section title="Switch off or remove">
      <Group gap="sm">
        <Button variant="default" loading={switching.isPending} onClick={() => switching.mutate(!isEnabled)}>
          {isEnabled ? "Switch off" : "Switch on"}
        </Button>
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setIsAsking(true)}>
          Remove …
        </Button>
      </Group>
      {error && <Problem error={error} />}
      {isAsking && (
        <ConfirmDialog
          title={`Remove ${name}?`}
          confirmLabel="Remove it"
          isPending={removing.isPending}
          onConfirm={() => removing.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <Text>{warning}</Text>
        </ConfirmDialog>
      )}
    </Section>
  );
}
