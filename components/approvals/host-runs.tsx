"use client";

import { useQuery } from "@tanstack/react-query";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { HostRunList } from "@/components/things/host-run-list";
import { hostRunsQuery } from "@/lib/client/approval-queries";

/** What ran lately on the host that an approval is for. */
export function HostRuns({ approvalId, host }: { approvalId: string; host: string }) {
  const { data, error } = useQuery(hostRunsQuery(approvalId));
  return (
    <Section title={`Last runs on ${host}`}>
      {error && <Problem error={error} />}
      <HostRunList runs={data?.runs} empty="None that you may see." />
    </Section>
  );
}
