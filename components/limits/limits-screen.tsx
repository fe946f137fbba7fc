"use client";

import { Anchor, EmptyState, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useConsoleFacts } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { budgetsQuery, rulesQuery } from "@/lib/client/limit-queries";
import { BudgetDetails } from "./budget-details";
import { BudgetForm } from "./budget-form";
import { BudgetsList } from "./budgets-list";
import { limitsHref, useLimitsView } from "./limits-place";
import { RuleDetails } from "./rule-details";
import { RuleForm } from "./rule-form";
import { RulesList } from "./rules-list";

const rowPx = 64;

/** How often intents may be called, what they cost, which are stopped, and what may be spent. */
export function LimitsScreen() {
  const { isAdmin } = useConsoleFacts();
  const view = useLimitsView();
  return (
    <Stack gap="lg">
      {view.kind === "list" ? (
        <PageHeader
          title="Limits and budgets"
          about="How often intents may be called, what a call costs, and what may be spent."
        />
      ) : (
        <Anchor component={Link} href={limitsHref} size="sm" w="fit-content">
          ← All limits and budgets
        </Anchor>
      )}
      {isAdmin ? (
        <LimitsView />
      ) : (
        <EmptyState
          py="xl"
          title="Only admins see this"
          description="Ask an admin to stop an intent, or to change a limit or a budget."
        />
      )}
    </Stack>
  );
}

function LimitsView() {
  const view = useLimitsView();
  const rules = useQuery(rulesQuery());
  const budgets = useQuery(budgetsQuery());
  const error = rules.error ?? budgets.error;
  if (error) return <Problem error={error} retry={() => void Promise.all([rules.refetch(), budgets.refetch()])} />;
  if (!rules.data || !budgets.data) return <LoadingRows label="Loading limits and budgets" height={rowPx} />;
  const { currency } = rules.data;
  switch (view.kind) {
    case "list":
      return (
        <>
          <RulesList rules={rules.data.rules} currency={currency} />
          <BudgetsList budgets={budgets.data.budgets} currency={currency} />
        </>
      );
    case "new rule":
      return <RuleForm rule={null} currency={currency} />;
    case "new budget":
      return <BudgetForm budget={null} currency={currency} />;
    case "rule": {
      const rule = rules.data.rules.find(({ pattern }) => pattern === view.pattern);
      if (!rule) return <Problem error={new Error("There is no such rule any more.")} />;
      return <RuleDetails key={rule.pattern} rule={rule} currency={currency} />;
    }
    case "budget": {
      const budget = budgets.data.budgets.find(({ budget_id }) => budget_id === view.id);
      if (!budget) return <Problem error={new Error("There is no such budget any more.")} />;
      return <BudgetDetails key={budget.budget_id} budget={budget} currency={currency} />;
    }
  }
}
