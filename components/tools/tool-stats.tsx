"use client";

import { Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "@/lib/client/format-time";
import { intentStatsQuery } from "@/lib/client/intent-stats-query";

/** How an intent did in the last day, in four numbers. */
export function ToolStats({ intent }: { intent: string }) {
  const { data } = useQuery(intentStatsQuery(intent));
  // Its room is kept while it is fetched, so that nothing below it moves.
  if (data === null) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label="The last 24 hours">
      <Group gap="xl" mih={44}>
        <Fact label="Calls in 24 h" value={data?.calls.toLocaleString("en")} />
        <Fact label="Failed" value={data?.failures.toLocaleString("en")} />
        <Fact label="Half took at most" value={data && timeOf(data.p50_ms)} />
        <Fact label="95 of 100 took at most" value={data && timeOf(data.p95_ms)} />
      </Group>
    </Paper>
  );
}

function Fact({ label, value }: { label: string; value: string | undefined }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value ?? "…"}</Text>
    </div>
  );
}

function timeOf(ms: number | null): string {
  return ms === null ? "–" : formatDuration(ms);
}
