import { Group, Text } from "@mantine/core";
import { formatCost } from "@/lib/client/format-cost";
import { formatDuration } from "@/lib/client/format-time";
import type { UsageRow } from "@/lib/contracts/usage";

/** The whole of a time in a line of figures; dashes while they come, so that nothing jumps. */
export function UsageTotals({ total }: { total: UsageRow | undefined }) {
  const count = (value: number | undefined) => value?.toLocaleString("en") ?? "–";
  const time = (ms: number | null | undefined) => (ms == null ? "–" : formatDuration(ms));
  const figures = [
    ["Calls", count(total?.calls)],
    ["Failed", total ? `${count(total.failures)}${shareOf(total.failures, total.calls)}` : "–"],
    ["Refused", count(total?.refused)],
    ["Median time", time(total?.p50_ms)],
    ["95th percentile", time(total?.p95_ms)],
    ["99th percentile", time(total?.p99_ms)],
    ["Cost", total ? formatCost(total.cost_micros) : "–"],
  ] as const;
  return (
    <Group gap="xl" component="dl" m={0}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <Text size="xs" c="dimmed" component="dt">
            {label}
          </Text>
          <Text fw={650} component="dd" m={0} style={{ fontVariantNumeric: "tabular-nums" }}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}

function shareOf(part: number, whole: number): string {
  return whole === 0 || part === 0 ? "" : ` (${Number(((part / whole) * 100).toFixed(1))} %)`;
}
