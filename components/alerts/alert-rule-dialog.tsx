"use client";

import { Button, Group, Modal, NativeSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Problem } from "@/components/problem";
import { alertsQuery, removeAlertRule, saveAlertRule } from "@/lib/client/alert-queries";
import { alertTitles, kindsWithCalls, kindsWithIntent, kindsWithoutWindow } from "@/lib/client/alert-titles";
import { thresholdLabels } from "@/lib/client/rule-in-words";
import type { AlertKind, AlertRule } from "@/lib/contracts/alert";

const kinds = Object.entries(alertTitles).map(([value, label]) => ({ value, label }));
const minuteS = 60;
const longestMin = 44_640;

/** A rule's numbers; `rule` is null for a new one. */
export function AlertRuleDialog({ rule, onClose }: { rule: AlertRule | null; onClose(): void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<AlertKind>(rule?.kind ?? "failure_rate");
  const after = {
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: alertsQuery().queryKey }),
  };
  const saving = useMutation({ mutationFn: saveAlertRule, ...after });
  const removing = useMutation({ mutationFn: removeAlertRule, ...after });
  const error = saving.error ?? removing.error;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const number = (name: string, otherwise: number) => Number(fields.get(name) ?? otherwise);
    saving.mutate({
      id: rule?.id ?? String(fields.get("id")),
      kind,
      intent: String(fields.get("intent") || "*"),
      threshold: number("threshold", 1),
      window_s: Math.round(number("window", (rule?.window_s ?? 900) / minuteS) * minuteS),
      calls_min: number("calls_min", 1),
      is_enabled: rule?.is_enabled ?? true,
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={rule ? `Edit “${alertTitles[rule.kind]}”` : "Add a rule"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit}>
        <Stack>
          {!rule && (
            <>
              <TextInput
                label="Name"
                name="id"
                required
                pattern="[a-z0-9][a-z0-9_\-]{0,39}"
                description="Lower-case letters, digits, _ and -"
                placeholder="billing-fails"
                data-autofocus
              />
              <NativeSelect
                label="What it looks at"
                data={kinds}
                value={kind}
                onChange={(event) => setKind(event.currentTarget.value as AlertKind)}
              />
            </>
          )}
          {kindsWithIntent.includes(kind) && (
            <TextInput
              label="Of which intents"
              name="intent"
              defaultValue={rule?.intent ?? "*"}
              description="An intent, a family such as billing.*, or * for all"
              maxLength={128}
            />
          )}
          <NumberInput
            label={thresholdLabels[kind]}
            name="threshold"
            required
            min={0.01}
            max={1e9}
            decimalScale={2}
            defaultValue={rule?.threshold ?? 10}
          />
          {!kindsWithoutWindow.includes(kind) && (
            <NumberInput
              label="Within the last minutes"
              name="window"
              required
              min={1}
              max={longestMin}
              decimalScale={0}
              defaultValue={(rule?.window_s ?? 900) / minuteS}
            />
          )}
          {kindsWithCalls.includes(kind) && (
            <NumberInput
              label="Only from so many calls on"
              name="calls_min"
              required
              min={1}
              max={1e6}
              decimalScale={0}
              defaultValue={rule?.calls_min ?? 20}
            />
          )}
          {error && <Problem error={error} />}
          <Group justify="space-between" gap="sm">
            {rule && !rule.is_default ? (
              <Button
                variant="subtle"
                color="red.8"
                loading={removing.isPending}
                onClick={() => removing.mutate(rule.id)}
              >
                Remove it
              </Button>
            ) : (
              <span />
            )}
            <Group gap="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={saving.isPending}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
