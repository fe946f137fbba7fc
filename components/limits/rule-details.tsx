"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { removeRule, rulesQuery } from "@/lib/client/limit-queries";
import type { IntentRule } from "@/lib/contracts/intent-rule";
import { limitsHref } from "./limits-place";
import { RuleForm } from "./rule-form";
import { StopSwitch } from "./stop-switch";

type RuleDetailsProps = { rule: IntentRule; currency: string };

/** One rule: its switch, its limits and its price. */
export function RuleDetails({ rule, currency }: RuleDetailsProps) {
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          <PlainText ff="monospace">{rule.pattern}</PlainText>
        </Title>
        <StopSwitch pattern={rule.pattern} isEnabled={rule.is_enabled} />
      </Group>
      <Text size="sm" c="dimmed">
        Changed <Moment iso={rule.updated_at} /> by <PlainText>{rule.updated_by}</PlainText>
      </Text>
      <Section title="Limits and price">
        <RuleForm rule={rule} currency={currency} />
      </Section>
      <RemoveRule pattern={rule.pattern} />
    </Stack>
  );
}

/** Nothing is lost by it that could not be typed again; it asks no question. */
function RemoveRule({ pattern }: { pattern: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeRule(pattern),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: rulesQuery().queryKey });
      router.push(limitsHref);
    },
  });
  return (
    <Section title="Remove">
      <Text size="sm">What it limits is free again, and what it stops may run.</Text>
      <Group>
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          loading={removing.isPending}
          onClick={() => removing.mutate()}
        >
          Remove the rule
        </Button>
      </Group>
      {removing.error && <Problem error={removing.error} />}
    </Section>
  );
}
