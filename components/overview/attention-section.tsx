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
import { CallbackList } from "./callback-list";

const cardPx = 96;

/** Approvals that wait, jobs that failed lately, targets that are left alone, callbacks that do not get through. */
export function AttentionSection() {
  const approvals = useQuery(waitingApprovalsQuery());
  const attention = useQuery(attentionQuery());
  const ready = useQuery(readyQuery());
  const open = [...(ready.data?.breakers ?? []), ...(ready.data?.callback_hosts.breakers ?? [])].filter(
    ({ state }) => state !== "closed",
  );
  const { failed_jobs: failed, callbacks = [] } = attention.data ?? {};
  return (
    <Section title="Needs you now">
      {attention.error && <Problem error={attention.error} retry={() => void attention.refetch()} />}
      {!attention.data && !attention.error && <LoadingRows label="Loading what needs you" height={cardPx} />}
      {failed && (
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
          <AttentionCard
            title="Approvals waiting"
            count={approvals.data?.approvals.length ?? 0}
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
          <AttentionCard title="Open breakers" count={open.length} href="#breakers" quiet="Every target is called." />
          <AttentionCard
            title="Failing callbacks"
            count={callbacks.length}
            isMore={callbacks.length === 20}
            href="#callbacks"
            quiet="All that ended was told."
          />
        </SimpleGrid>
      )}
      <BreakerList breakers={open} />
      <CallbackList callbacks={callbacks} />
    </Section>
  );
}
