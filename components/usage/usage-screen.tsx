"use client";

import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { usageCsvPath, usageQuery } from "@/lib/client/usage-queries";
import { RefusalsSection } from "./refusals-section";
import { UsageControls } from "./usage-controls";
import { UsageEmpty } from "./usage-empty";
import { UsageOverTime } from "./usage-over-time";
import { UsageSection } from "./usage-section";
import { UsageTotals } from "./usage-totals";
import { useUsageView } from "./use-usage-view";

/** Who called what, how often, how slowly and at what cost, and who was refused and why. */
export function UsageScreen() {
  const { view, show } = useUsageView();
  const { data, error, refetch } = useQuery(usageQuery(view, { bucket: "all" }));
  const isNothing = data?.rows.length === 0;
  return (
    <Stack gap="lg">
      <PageHeader title="Usage" about="Who called what, how often, how slowly and at what cost. Days are those of UTC.">
        <Button variant="default" size="sm" component="a" href={usageCsvPath(view)} download>
          Download CSV
        </Button>
      </PageHeader>
      <UsageControls key={`${view.intent} ${view.caller}`} view={view} show={show} />
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!error && isNothing && <UsageEmpty view={view} />}
      {!error && !isNothing && (
        <>
          <UsageTotals total={data?.rows[0]} />
          <UsageOverTime view={view} />
          <UsageSection view={view} show={show} />
          <RefusalsSection view={view} />
        </>
      )}
    </Stack>
  );
}
