import { Anchor, Group, Text } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { jobsPagePath } from "@/components/jobs/use-jobs-filter";
import { formatDuration } from "@/lib/client/format-time";
import type { CallStats, StatsRange } from "@/lib/contracts/stats";

type StatsTotalsProps = { total: CallStats; range: StatsRange; intent: string | undefined };

/** The whole range in four figures. */
export function StatsTotals({ total, range, intent }: StatsTotalsProps) {
  const { calls, failures, p50_ms, p95_ms } = total;
  return (
    <Group gap="xl">
      <Figure label="Calls">
        <Anchor component={Link} href={jobsPagePath({ since: range, intent })} inherit>
          {calls.toLocaleString("en")}
        </Anchor>
      </Figure>
      <Figure label="Failed">
        <Anchor component={Link} href={jobsPagePath({ state: "failed,expired", since: range, intent })} inherit>
          {failures.toLocaleString("en")} ({shareOf(failures, calls)})
        </Anchor>
      </Figure>
      <Figure label="Median time">{p50_ms === null ? "–" : formatDuration(p50_ms)}</Figure>
      <Figure label="95th percentile">{p95_ms === null ? "–" : formatDuration(p95_ms)}</Figure>
    </Group>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={650} style={{ fontVariantNumeric: "tabular-nums" }}>
        {children}
      </Text>
    </div>
  );
}

function shareOf(part: number, whole: number): string {
  return `${Number(((part / whole) * 100).toFixed(1))} %`;
}
