"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { jobQuery, jobsQuery } from "@/lib/client/job-queries";
import type { JobView } from "@/lib/contracts/envelope";
import { jobsPagePath } from "./use-jobs-filter";

const shownMax = 5;

/** The job that this one repeats, and those that repeat it. */
export function JobLineage({ job: { job_id: id = "", replay_of: first } }: { job: JobView }) {
  const { data: replays } = useQuery(jobsQuery({ replay_of: id }));
  const jobs = replays?.jobs ?? [];
  if (first === null && jobs.length === 0) return null;
  return (
    <Section title="Lineage">
      {first !== null && (
        <Group gap="xs">
          <Text size="sm">Repeats</Text>
          <FirstJob id={first} />
        </Group>
      )}
      {jobs.slice(0, shownMax).map((replay) => (
        <Group gap="xs" key={replay.job_id}>
          <Text size="sm">Repeated by</Text>
          <JobLink id={replay.job_id} />
          <StateBadge job={replay} />
          <Text size="sm" c="dimmed">
            <Moment iso={replay.created_at} />
          </Text>
        </Group>
      ))}
      {jobs.length > shownMax && (
        <Anchor component={Link} href={jobsPagePath({ replay_of: id })} size="sm" w="fit-content">
          All its replays
        </Anchor>
      )}
    </Section>
  );
}

function FirstJob({ id }: { id: string }) {
  const { data } = useQuery({ ...jobQuery(id), retry: false, refetchInterval: false });
  return (
    <>
      <JobLink id={id} />
      {data && <StateBadge job={data} />}
    </>
  );
}

function JobLink({ id }: { id: string }) {
  return (
    <Anchor component={Link} href={`/console/jobs/${id}`} prefetch={false} size="sm" ff="monospace">
      {id}
    </Anchor>
  );
}
