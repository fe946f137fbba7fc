"use client";

import { Badge, Group, Text } from "@mantine/core";
import type { z } from "zod";
import { useNow } from "@/components/use-now";
import type { Breaker } from "@/lib/contracts/envelope";

type BreakerLineProps = { breaker: z.infer<typeof Breaker> /** When the server said so. */; toldAtMs: number };

const looks = {
  closed: { label: "Called as usual", color: "teal.6" },
  open: { label: "Left alone", color: "red.6" },
  half_open: { label: "Being tried out", color: "yellow.6" },
} as const;

/** Whether calls to something outside go through, or when they are let through again. */
export function BreakerLine({ breaker: { state, retry_after_s }, toldAtMs }: BreakerLineProps) {
  const nowMs = useNow();
  const leftS = Math.max(0, Math.ceil((toldAtMs + retry_after_s * 1000 - nowMs) / 1000));
  const { label, color } = looks[state];
  return (
    <Group gap="sm">
      <Badge variant="dot" color={color} tt="none" fw={600}>
        {label}
      </Badge>
      <Text size="sm" c="dimmed">
        {state === "closed" && "Its breaker is closed."}
        {state === "open" && `Its breaker is open: it kept failing, and is called again in ${leftS} s.`}
        {state === "half_open" && "Its breaker is half open: one call tries whether it works again."}
      </Text>
    </Group>
  );
}
