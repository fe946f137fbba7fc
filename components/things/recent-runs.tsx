"use client";

import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { recentRunsQuery } from "@/lib/client/recent-runs-query";

/** The last calls of an intent, newest first. */
export function RecentRuns({ intent }: { intent: string }) {
  const { data } = useQuery(recentRunsQuery(intent));
  return (
    <Section title="Last runs">
      <Stack gap={6} mih={24}>
        {data?.jobs.length === 0 && (
          <Text size="sm" c="dimmed">
            It was not called yet.
          </Text>
        )}
        {data?.jobs.map((job) => (
          <Group key={job.job_id} gap="sm" wrap="nowrap">
            <StateBadge job={job} />
            <Anchor component={Link} href={`/console/jobs/${job.job_id}`} size="sm" prefetch={false}>
              <Moment iso={job.created_at} />
            </Anchor>
            <Text size="sm" c="dimmed" truncate>
              <PlainText>{job.error ?? job.caller}</PlainText>
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
