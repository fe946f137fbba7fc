import { Group, Text } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatDuration } from "@/lib/client/format-time";
import type { CallStats, StatsRange } from "@/lib/contracts/stats";

/** The whole range in four figures. */
export function StatsTotals({ total, range }: { total: CallStats; range: StatsRange }) {
  const { calls, failures, p50_ms, p95_ms } = total;
  return (
    <Group gap="xl">
      <Figure label="Calls">
        <Link href={`/console/jobs?since=${range}`}>{calls.toLocaleString("en")}</Link>
      </Figure>
      <Figure label="Failed">
        <Link href={`/console/jobs?state=failed%2Cexpired&since=${range}`}>
          {failures.toLocaleString("en")} ({shareOf(failures, calls)})
        </Link>
      </Figure>
      <Figure label="Half took at most">{p50_ms === null ? "–" : formatDuration(p50_ms)}</Figure>
      <Figure label="95 of 100 took at most">{p95_ms === null ? "–" : formatDuration(p95_ms)}</Figure>
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
