"use client";

import { Button, Group, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { NothingYet } from "@/components/jobs/jobs-empty";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { formatExactTime } from "@/lib/client/format-time";
import { jobsQuery } from "@/lib/client/job-queries";
import { statsQuery } from "@/lib/client/overview-queries";
import type { Stats, StatsRange } from "@/lib/contracts/stats";
import { IntentTables } from "./intent-tables";
import { StatsTable } from "./stats-table";
import { StatsTotals } from "./stats-totals";
import { useStatsView } from "./use-stats-view";

const chartsPx = 250;
const ranges = [
  { value: "1h", label: "1 hour" },
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
];

// The drawing library is as large as the rest of the page: it comes after it.
const StatsCharts = dynamic(() => import("./stats-charts").then((module) => module.StatsCharts), {
  ssr: false,
  loading: () => <Skeleton height={chartsPx} />,
});

/** Calls, failures and times of a range, in all or of one intent. */
export function StatsSection() {
  const { range, intent, show } = useStatsView();
  const { data, error, isPending, refetch } = useQuery(statsQuery({ range, intent }));
  return (
    <Section title="Calls">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          size="xs"
          data={ranges}
          value={range}
          onChange={(value) => show({ range: value as StatsRange, intent })}
          aria-label="Range"
        />
        {intent && (
          <Button size="xs" variant="default" onClick={() => show({ range, intent: null })} rightSection="×">
            <PlainText ff="monospace">{intent}</PlainText>
          </Button>
        )}
      </Group>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton height={chartsPx} />}
      {data?.total.calls === 0 && <NoCalls intent={intent} />}
      {data && data.total.calls > 0 && (
        <Figures stats={data} intent={intent} onIntent={(name) => show({ range, intent: name })} />
      )}
    </Section>
  );
}

/** Nothing in this time, or nothing ever yet. */
function NoCalls({ intent }: { intent: string | null }) {
  const { data } = useQuery(jobsQuery({}));
  if (data?.jobs.length === 0 && intent === null) return <NothingYet />;
  return (
    <Text c="dimmed" py="xl" ta="center">
      No call in this time. Choose a longer one.
    </Text>
  );
}

type FiguresProps = { stats: Stats; intent: string | null; onIntent(intent: string): void };

function Figures({ stats, intent, onIntent }: FiguresProps) {
  return (
    <>
      {stats.covers_since && (
        <Text size="sm" c="dimmed">
          These are the newest 100,000 calls, since {formatExactTime(stats.covers_since)}.
        </Text>
      )}
      <StatsTotals total={stats.total} range={stats.range} intent={intent ?? undefined} />
      <StatsCharts stats={stats} />
      <StatsTable stats={stats} />
      <IntentTables stats={stats} onIntent={onIntent} />
    </>
  );
}
