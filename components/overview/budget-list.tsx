import { Anchor, Paper, Stack, Title } from "@mantine/core";
import Link from "next/link";
import { BudgetBar } from "@/components/limits/budget-bar";
import { budgetHref } from "@/components/limits/limits-place";
import type { Attention } from "@/lib/contracts/attention";

/** Budgets that are over their soft amount or nearly used up; nothing when there is none. */
export function BudgetList({ budgets }: { budgets: Attention["budgets"] }) {
  if (budgets.length === 0) return null;
  return (
    <Paper withBorder p="sm" id="budgets">
      <Title order={3} size="sm" mb="xs">
        Budgets that run out
      </Title>
      <Stack gap="sm">
        {budgets.map((budget) => (
          <Stack gap={2} key={budget.budget_id}>
            <Anchor component={Link} href={budgetHref(budget.budget_id)} prefetch={false} size="sm">
              {budget.name}, a {budget.period}
            </Anchor>
            <BudgetBar budget={budget} currency={budget.currency} />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
