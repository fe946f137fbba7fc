"use client";

import { Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { formatExactTime } from "@/lib/client/format-time";
import type { Budget } from "@/lib/contracts/budget";
import { BudgetBar } from "./budget-bar";
import { budgetHref, newBudgetHref } from "./limits-place";

const command = "npm run budget:add -- --scope total --period month --soft 80 --hard 100";

type BudgetsListProps = { budgets: Budget[]; currency: string };

/** A row a budget, with how it stands. */
export function BudgetsList({ budgets, currency }: BudgetsListProps) {
  return (
    <Section title="Budgets">
      {budgets.length === 0 ? (
        <NoBudgets />
      ) : (
        <>
          <Group>
            <Button component={Link} href={newBudgetHref} variant="default">
              Add a budget
            </Button>
          </Group>
          <ul className={classes.list} aria-label="Budgets">
            {budgets.map((budget) => (
              <Paper component="li" key={budget.budget_id} withBorder p="sm" className={classes.row}>
                <Stack gap="xs">
                  <Group justify="space-between" gap="xs">
                    <Link href={budgetHref(budget.budget_id)} className={classes.link} data-row>
                      <PlainText fw={600}>{`${budget.name}, a ${budget.period}`}</PlainText>
                    </Link>
                    <Text size="sm" c="dimmed">
                      begins anew{" "}
                      <time dateTime={budget.resets_at} title={formatExactTime(budget.resets_at)}>
                        {budget.resets_at.slice(0, 10)}
                      </time>
                    </Text>
                  </Group>
                  <BudgetBar budget={budget} currency={currency} />
                </Stack>
              </Paper>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function NoBudgets() {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="Nothing holds spending back"
          description="A budget counts what priced calls cost in a day or a month: of one key, a namespace, an intent, or all. Give intents a price first, with a rule."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newBudgetHref}>
              Add a budget
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal:</Text>
        <CodeBlock text={command} label="The command that adds a budget" />
      </Stack>
    </Paper>
  );
}
