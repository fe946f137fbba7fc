"use client";

import { Button, Group, Paper, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { alertsQuery, saveAlertRule } from "@/lib/client/alert-queries";
import { alertTitles } from "@/lib/client/alert-titles";
import { ruleInWords } from "@/lib/client/rule-in-words";
import type { AlertRule } from "@/lib/contracts/alert";
import classes from "./alert-rules.module.css";

type AlertRulesProps = { rules: AlertRule[]; onEdit: ((rule: AlertRule) => void) | null };

/** Every rule, with its switch; `onEdit` is null for who may only look. */
export function AlertRules({ rules, onEdit }: AlertRulesProps) {
  return (
    <Stack gap="xs" component="ul" className={classes.list} aria-label="Alert rules">
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} onEdit={onEdit} />
      ))}
    </Stack>
  );
}

function RuleRow({ rule, onEdit }: { rule: AlertRule; onEdit: AlertRulesProps["onEdit"] }) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: saveAlertRule,
    onSettled: () => client.invalidateQueries({ queryKey: alertsQuery().queryKey }),
  });
  const { is_default: _, ...request } = rule;
  const name = `${alertTitles[rule.kind]} (${rule.id})`;
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div className={classes.about}>
          <Text size="sm" fw={600}>
            {alertTitles[rule.kind]}{" "}
            <PlainText ff="monospace" size="xs" c="dimmed" fw={400}>
              {rule.id}
            </PlainText>
          </Text>
          <Text size="sm" c="dimmed">
            <PlainText>{ruleInWords(rule)}</PlainText>
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Switch
            aria-label={`${name} is on`}
            checked={saving.variables?.is_enabled ?? rule.is_enabled}
            disabled={onEdit === null || saving.isPending}
            onChange={(event) => saving.mutate({ ...request, is_enabled: event.currentTarget.checked })}
          />
          {onEdit && (
            <Button size="compact-sm" variant="default" aria-label={`Edit ${name}`} onClick={() => onEdit(rule)}>
              Edit
            </Button>
          )}
        </Group>
      </Group>
      {saving.error && <Problem error={saving.error} />}
    </Paper>
  );
}
