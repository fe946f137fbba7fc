"use client";

import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import { Center, Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatCost } from "@/lib/client/format-cost";
import { formatAxisDuration, formatDuration } from "@/lib/client/format-time";
import { outcomeLabels } from "@/lib/client/outcome-labels";
import type { UsagePoint } from "@/lib/client/usage-series";
import type { UsageOutcome } from "@/lib/contracts/usage";

const chartPx = 210;
const colors: Record<UsageOutcome, string> = {
  succeeded: "teal.6",
  dry_run: "indigo.4",
  failed: "red.6",
  expired: "pink.4",
  cancelled: "gray.6",
  rejected: "grape.6",
  refused: "orange.6",
};
const common = {
  h: chartPx,
  dataKey: "label",
  tickLine: "none",
  withLegend: true,
  legendProps: { verticalAlign: "bottom" as const },
  xAxisProps: { minTickGap: 40, fontSize: 11 },
  yAxisProps: { width: 60, fontSize: 11, allowDecimals: false },
} as const;
/** With room for the highest number, which would be moved off its line. */
const chartProps = { accessibilityLayer: false, margin: { top: 12 } };

type UsageChartsProps = { points: UsagePoint[]; outcomes: UsageOutcome[] };

/** How calls ended, how long they took and what they cost. The table beside it says the same in words. */
export function UsageCharts({ points, outcomes }: UsageChartsProps) {
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm" aria-hidden="true">
      <Chart title="Calls, by how they ended">
        <BarChart
          {...common}
          data={points.map(({ label, calls }) => ({ label, ...calls }))}
          type="stacked"
          series={outcomes.map((name) => ({ name, label: outcomeLabels[name], color: colors[name] }))}
          barProps={{ isAnimationActive: false }}
          barChartProps={chartProps}
        />
      </Chart>
      <Chart title="Time taken">
        <LineChart
          {...common}
          data={points}
          curveType="linear"
          connectNulls={false}
          withDots={points.filter(({ p95 }) => p95 !== null).length < 40}
          valueFormatter={formatDuration}
          yAxisProps={{ ...common.yAxisProps, tickFormatter: formatAxisDuration }}
          series={[
            { name: "p99", label: "p99", color: "orange.6" },
            { name: "p95", label: "p95", color: "indigo.6" },
            { name: "p50", label: "median", color: "gray.6" },
          ]}
          lineProps={{ isAnimationActive: false, strokeWidth: 1.5 }}
          lineChartProps={chartProps}
        />
      </Chart>
      <Chart title="Cost">{points.some(({ cost }) => cost > 0) ? <CostChart points={points} /> : <NoCost />}</Chart>
    </SimpleGrid>
  );
}

function CostChart({ points }: { points: UsagePoint[] }) {
  return (
    <BarChart
      {...common}
      data={points}
      valueFormatter={(cost) => formatCost(cost * 1e6)}
      yAxisProps={{ ...common.yAxisProps, allowDecimals: true, tickFormatter: (cost) => formatCost(cost * 1e6) }}
      series={[{ name: "cost", label: "cost", color: "blue.6" }]}
      barProps={{ isAnimationActive: false }}
      barChartProps={chartProps}
    />
  );
}

function NoCost() {
  return (
    <Center h={chartPx}>
      <Text size="sm" c="dimmed">
        Nothing cost anything in this time.
      </Text>
    </Center>
  );
}

function Chart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="sm" miw={0}>
      <Text size="sm" c="dimmed" mb={4}>
        {title}
      </Text>
      {children}
    </Paper>
  );
}
