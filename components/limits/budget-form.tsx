"use client";

import { Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { budgetRequest, budgetValues } from "@/lib/client/budget-form";
import { addBudget, budgetsQuery, changeBudget } from "@/lib/client/limit-queries";
import type { Budget } from "@/lib/contracts/budget";
import { BudgetFields } from "./budget-fields";
import { limitsHref } from "./limits-place";

type BudgetFormProps = { budget: Budget | null; currency: string };

/** Makes a budget, or changes its amounts. */
export function BudgetForm({ budget, currency }: BudgetFormProps) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useValues(budgetValues(budget));
  const saving = useMutation({
    mutationFn: () => {
      const body = budgetRequest(form.values, budget);
      return budget ? changeBudget({ id: budget.budget_id, body }) : addBudget(body);
    },
    meta: { done: "Saved." },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: budgetsQuery().queryKey });
      if (!budget) router.push(limitsHref);
    },
  });
  return (
    <Stack gap="lg">
      {!budget && (
        <Title order={1} size="h2">
          Add a budget
        </Title>
      )}
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel={budget ? "Save" : "Add it"}
        onSubmit={() => saving.mutate()}
        {...(!budget && { onCancel: () => router.push(limitsHref) })}
      >
        <BudgetFields isNew={budget === null} currency={currency} />
      </ValuesForm>
    </Stack>
  );
}
