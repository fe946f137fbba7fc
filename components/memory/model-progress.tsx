"use client";

import { Progress, Stack, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { formatSpan } from "@/lib/client/format-time";
import type { ModelChange } from "@/lib/contracts/memory-models";

const numbers = new Intl.NumberFormat("en");

/** How far a change of model is, how fast it goes, and why it stands still. */
export function ModelProgress({ change }: { change: ModelChange }) {
  const { total, done, refused, rate_per_s, seconds_left, is_running, fault } = change;
  const share = total === 0 ? 100 : Math.min(100, ((done + refused) / total) * 100);
  const facts = [
    `${numbers.format(done + refused)} of ${numbers.format(total)}`,
    refused > 0 ? `${numbers.format(refused)} refused by the provider` : null,
    is_running && rate_per_s !== null ? `${numbers.format(Math.round(rate_per_s))} a second` : null,
    seconds_left === null ? null : `about ${formatSpan(seconds_left)} left`,
    is_running || fault ? null : "waits for a process to go on",
  ];
  return (
    <Stack gap={4}>
      <Progress value={share} aria-label="Memories embedded with the new model" />
      <Text size="xs">{facts.filter(Boolean).join(" · ")}</Text>
      {fault && (
        <Text size="xs" c="var(--mantine-color-error)" role="status">
          <PlainText>{`It stands still, and is tried again by itself: ${fault}`}</PlainText>
        </Text>
      )}
    </Stack>
  );
}
