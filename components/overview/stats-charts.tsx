"use client";

import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatAxisDuration, formatDuration } from "@/lib/client/format-time";
import { modesSeen, statsSeries } from "@/lib/client/stats-series";
import type { Mode } from "@/lib/contracts/job";
import type { Stats } from "@/lib/contracts/stats";

const chartPx = 210;
const modeColors: Record<Mode, string> = { agent: "indigo.6", flow: "teal.6", mcp: "orange.6" };
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

/** How many calls, how many of them failed, and how long they took. The table beside it says the same in words. */
export function StatsCharts({ stats }: { stats: Stats }) {
  const points = statsSeries(stats);
  const calls = points.map(({ label, calls }) => ({ label, ...calls }));
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm" aria-hidden="true">
      <Chart title="Calls">
        <BarChart
          {...common}
          data={calls}
          type="stacked"
          series={modesSeen(stats).map((name) => ({ name, color: modeColors[name] }))}
          barProps={{ isAnimationActive: false }}
          barChartProps={chartProps}
        />
      </Chart>
      <Chart title="Failures">
        <BarChart
          {...common}
          data={points}
          series={[{ name: "failures", label: "failed or expired", color: "red.6" }]}
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
          withDots={points.filter(({ p95 }) => p95 !== null).length < 12}
          valueFormatter={formatDuration}
          yAxisProps={{ ...common.yAxisProps, tickFormatter: formatAxisDuration }}
          series={[
            { name: "p95", label: "95th percentile", color: "indigo.6" },
            { name: "p50", label: "median", color: "gray.6" },
          ]}
          lineProps={{ isAnimationActive: false, strokeWidth: 1.5 }}
          lineChartProps={chartProps}
        />
      </Chart>
    </SimpleGrid>
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
