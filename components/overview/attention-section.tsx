"use client";

import { SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { waitingApprovalsQuery } from "@/lib/client/approval-queries";
import { attentionQuery, readyQuery } from "@/lib/client/overview-queries";
import { AttentionCard } from "./attention-card";
import { BreakerList } from "./breaker-list";
import { BudgetList } from "./budget-list";
import { CallbackList } from "./callback-list";
import { FiringAlerts } from "./firing-alerts";

const cardPx = 96;

/** What needs somebody: approvals, failed jobs, alerts that hold, budgets that run out, targets left alone, callbacks stuck. */
export function AttentionSection() {
  const approvals = useQuery(waitingApprovalsQuery());
  const attention = useQuery(attentionQuery());
  const ready = useQuery(readyQuery());
  const open = [...(ready.data?.breakers ?? []), ...(ready.data?.callback_hosts.breakers ?? [])].filter(
    ({ state }) => state !== "closed",
  );
  const { failed_jobs: failed, alerts = [], callbacks = [], budgets = [] } = attention.data ?? {};
  return (
    <Section title="Needs you now">
      {[approvals, attention, ready].map(
        ({ error, refetch }, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: each has its place
          error && <Problem key={place} error={error} retry={() => void refetch()} />,
      )}
      {!attention.data && !attention.error && <LoadingRows label="Loading what needs you" height={cardPx} />}
      {failed && (
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
          <AttentionCard
            title="Approvals waiting"
            count={approvals.data?.approvals.length}
            isMore={Boolean(approvals.data?.next_cursor)}
            href="/console/approvals"
            quiet="Nobody waits for a decision."
          />
          <AttentionCard
            title="Failed in the last hour"
            count={failed.count}
            isMore={failed.is_more}
            href="/console/jobs?state=failed%2Cexpired&since=1h"
            quiet="No job failed."
          />
          <AttentionCard
            title="Open breakers"
            count={ready.data && open.length}
            href="#breakers"
            quiet="Every target is called."
          />
          <AttentionCard
            title="Failing callbacks"
            count={callbacks.length}
            isMore={callbacks.length === 20}
            href="#callbacks"
            quiet="All that ended was told."
          />
        </SimpleGrid>
      )}
      <BudgetList budgets={budgets} />
      <FiringAlerts alerts={alerts} />
      <BreakerList breakers={open} />
      <CallbackList callbacks={callbacks} />
    </Section>
  );
}
