"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { formatExactTime } from "@/lib/client/format-time";
import { budgetsQuery, removeBudget } from "@/lib/client/limit-queries";
import type { Budget } from "@/lib/contracts/budget";
import { BudgetBar } from "./budget-bar";
import { BudgetForm } from "./budget-form";
import { limitsHref } from "./limits-place";

type BudgetDetailsProps = { budget: Budget; currency: string };

/** One budget: how it stands, and its amounts. */
export function BudgetDetails({ budget, currency }: BudgetDetailsProps) {
  return (
    <Stack gap="lg">
      <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
        <PlainText>{`Budget of ${budget.name}, a ${budget.period}`}</PlainText>
      </Title>
      <BudgetBar budget={budget} currency={currency} />
      <Text size="sm" c="dimmed">
        Begins anew at {formatExactTime(budget.resets_at)}.
      </Text>
      <Section title="Amounts">
        <BudgetForm budget={budget} currency={currency} />
      </Section>
      <RemoveBudget budget={budget} />
    </Stack>
  );
}

function RemoveBudget({ budget }: { budget: Budget }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeBudget(budget.budget_id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: budgetsQuery().queryKey });
      router.push(limitsHref);
    },
    onError: () => setIsAsking(false),
  });
  return (
    <Section title="Remove">
      <Group>
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setIsAsking(true)}>
          Remove …
        </Button>
      </Group>
      {removing.error && <Problem error={removing.error} />}
      {isAsking && (
        <ConfirmDialog
          title={`Remove the budget of ${budget.name}?`}
          confirmLabel="Remove it"
          isPending={removing.isPending}
          onConfirm={() => removing.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <Text>What it has counted is forgotten, and calls are no longer held to it. Jobs keep what they cost.</Text>
        </ConfirmDialog>
      )}
    </Section>
  );
}
