"use client";

import { Progress, Stack, Text } from "@mantine/core";
import { formatAmount } from "@/lib/client/describe-rule";
import type { Budget } from "@/lib/contracts/budget";

type Standing = Pick<Budget, "soft" | "hard" | "spent" | "reserved">;
type BudgetBarProps = { budget: Standing; currency: string };

/** What of a budget is spent and set aside, as a bar and in words. */
export function BudgetBar({ budget, currency }: BudgetBarProps) {
  const { soft, hard, spent, reserved } = budget;
  const whole = hard ?? soft ?? 0;
  const share = (amount: number) => (whole === 0 ? 100 : Math.min(100, (amount / whole) * 100));
  const isTight = (soft !== null && spent >= soft) || (hard !== null && spent + reserved >= hard);
  const words = [
    `${formatAmount(spent, currency)} spent`,
    ...(reserved > 0 ? [`${formatAmount(reserved, currency)} set aside`] : []),
    ...(soft === null ? [] : [`told at ${formatAmount(soft, currency)}`]),
    ...(hard === null ? [] : [`refused past ${formatAmount(hard, currency)}`]),
  ].join(" · ");
  return (
    <Stack gap={4}>
      <Progress.Root size="md" aria-hidden>
        <Progress.Section value={share(spent)} color={isTight ? "red.7" : "teal.7"} />
        <Progress.Section value={Math.min(share(reserved), 100 - share(spent))} color="yellow.6" />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {words}
      </Text>
    </Stack>
  );
}
