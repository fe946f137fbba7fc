"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { exitCodeOf } from "@/lib/client/exit-code";
import { jobQuery } from "@/lib/client/job-queries";
import type { ApprovalView } from "@/lib/contracts/approval";

/** Where the job stands that this approval was for. */
export function JobAfterDecision({ approval: { job_id } }: { approval: ApprovalView }) {
  const { data, error } = useQuery(jobQuery(job_id));
  return (
    <Section title="The job">
      {error && <Problem error={error} />}
      <Group gap="md" role="status">
        {data ? <StateBadge job={{ ...data, exit_code: exitCodeOf(data) }} /> : <Text c="dimmed">Asking …</Text>}
        <Anchor component={Link} href={`/console/jobs/${job_id}`}>
          Open the job and its result
        </Anchor>
      </Group>
    </Section>
  );
}
