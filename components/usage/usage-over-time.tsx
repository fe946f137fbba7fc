"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { usageQuery } from "@/lib/client/usage-queries";
import { outcomesSeen, usageSeries } from "@/lib/client/usage-series";
import { type UsageView, usageRanges } from "@/lib/client/usage-view";
import { UsageOverTimeTable } from "./usage-over-time-table";

const chartsPx = 250;

// The drawing library is as large as the rest of the page: it comes after it.
const UsageCharts = dynamic(() => import("./usage-charts").then((module) => module.UsageCharts), {
  ssr: false,
  loading: () => <Skeleton height={chartsPx} />,
});

/** How a time went: how calls ended, how long they took, what they cost. */
export function UsageOverTime({ view }: { view: UsageView }) {
  const { bucket } = usageRanges[view.range];
  const outcomes = useQuery(usageQuery(view, { bucket, group: "outcome" }));
  const times = useQuery(usageQuery(view, { bucket }));
  const error = outcomes.error ?? times.error;
  const retry = () => void Promise.all([outcomes.refetch(), times.refetch()]);
  const isThere = outcomes.data && times.data;
  const points = isThere ? usageSeries({ outcomes: outcomes.data, times: times.data, bucket }) : [];
  return (
    <Section title="Over time">
      {error && <Problem error={error} retry={retry} />}
      {!isThere && !error && <Skeleton height={chartsPx} />}
      {isThere && (
        <>
          <UsageCharts points={points} outcomes={outcomesSeen(outcomes.data)} />
          <UsageOverTimeTable points={points} />
        </>
      )}
    </Section>
  );
}
