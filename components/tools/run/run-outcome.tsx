"use client";

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { JobOutcome } from "@/components/jobs/job-outcome";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { StateBadge } from "@/components/state-badge";
import { exitCodeOf } from "@/lib/client/exit-code";
import { formatDuration } from "@/lib/client/format-time";
import { jobQuery } from "@/lib/client/job-queries";
import type { IntentRun } from "@/lib/client/run-intent";

/** What comes of a run, followed to its end. */
export function RunOutcome({ run: { jobId, isReplayed }, onAgain }: { run: IntentRun; onAgain(): void }) {
  const { data: job, error, isPending } = useQuery(jobQuery(jobId));
  return (
    <Stack gap="sm" aria-live="polite">
      {error && <Problem error={error} />}
      {isPending && <LoadingRows label="Loading what came of it" height={48} />}
      {job && (
        <>
          <Group gap="md">
            <StateBadge job={{ ...job, exit_code: exitCodeOf(job) }} />
            {"duration_ms" in job && job.duration_ms !== undefined && (
              <Text size="sm" c="dimmed">
                {formatDuration(job.duration_ms)}
              </Text>
            )}
            <Anchor component={Link} href={`/console/jobs/${jobId}`} size="sm">
              Open the job
            </Anchor>
          </Group>
          {isReplayed && (
            <Group gap="xs">
              <Text size="sm">Nothing ran now: this is the answer that the same call got within the hour.</Text>
              <Button size="compact-xs" variant="default" onClick={onAgain}>
                Run it again all the same
              </Button>
            </Group>
          )}
          <JobOutcome job={job} />
        </>
      )}
    </Stack>
  );
}
