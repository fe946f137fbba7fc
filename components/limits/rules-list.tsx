"use client";

import { Anchor, Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { describeLimits, describePrice } from "@/lib/client/describe-rule";
import type { IntentRule } from "@/lib/contracts/intent-rule";
import { newRuleHref, ruleHref } from "./limits-place";
import { StopSwitch } from "./stop-switch";

const command = "npm run limit:set -- 'ssh.*' --rate-per-minute 30 --concurrent-max 4";

type RulesListProps = { rules: IntentRule[]; currency: string };

/** A row a rule, each with the switch that stops what it covers. */
export function RulesList({ rules, currency }: RulesListProps) {
  return (
    <Section title="Intents">
      {rules.length === 0 ? (
        <NoRules />
      ) : (
        <>
          <Group>
            <Button component={Link} href={newRuleHref} variant="default">
              Add a rule
            </Button>
          </Group>
          <ul className={classes.list} aria-label="Rules">
            {rules.map((rule) => (
              <RuleRow key={rule.pattern} rule={rule} currency={currency} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function RuleRow({ rule, currency }: { rule: IntentRule; currency: string }) {
  const facts = [describeLimits(rule), describePrice(rule, currency)].filter(Boolean);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Anchor component={Link} href={ruleHref(rule.pattern)} data-row style={{ overflowWrap: "anywhere" }}>
            <PlainText ff="monospace" fw={600}>
              {rule.pattern}
            </PlainText>
          </Anchor>
          {facts.length === 0 && (
            <Text size="sm" c="dimmed">
              No limit and no price
            </Text>
          )}
          {facts.map((fact) => (
            <Text size="sm" c="dimmed" key={fact}>
              <PlainText>{fact}</PlainText>
            </Text>
          ))}
        </Stack>
        <StopSwitch pattern={rule.pattern} isEnabled={rule.is_enabled} />
      </Group>
    </Paper>
  );
}

function NoRules() {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="No intent is limited, priced or stopped"
          description="A rule covers one intent, a family such as ssh.*, or all with *. It can limit how often callers ask, set what a call costs, or stop it."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newRuleHref}>
              Add a rule
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal:</Text>
        <CodeBlock text={command} label="The command that sets a limit" />
      </Stack>
    </Paper>
  );
}
