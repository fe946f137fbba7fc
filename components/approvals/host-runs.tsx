"use client";

import { Code, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ExactText } from "@/components/exact-text";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { hostRunsQuery } from "@/lib/client/approval-queries";
import classes from "./approvals-list.module.css";

/** What ran lately on the host that an approval is for. */
export function HostRuns({ approvalId, host }: { approvalId: string; host: string }) {
  const { data, error } = useQuery(hostRunsQuery(approvalId));
  return (
    <Section title={`Last runs on ${host}`}>
      {error && <Problem error={error} />}
      <Stack gap="xs" mih={24}>
        {data?.runs.length === 0 && (
          <Text size="sm" c="dimmed">
            None that you may see.
          </Text>
        )}
        {data?.runs.map((run) => (
          <Stack key={run.job_id} gap={2}>
            <Group gap="sm">
              <StateBadge state={run.state} />
              <Text size="sm" c="dimmed">
                <Link href={`/console/jobs/${run.job_id}`} prefetch={false}>
                  <Moment iso={run.created_at} />
                </Link>{" "}
                by <PlainText>{run.caller}</PlainText>
              </Text>
            </Group>
            <Code className={classes.command}>
              <ExactText>{run.command}</ExactText>
            </Code>
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
