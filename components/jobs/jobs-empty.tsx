"use client";

import { Button, EmptyState, Paper, Stack } from "@mantine/core";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { jobsPagePath } from "./use-jobs-filter";

const firstCall = { intent: "memory.write", inputs: { text: "Hello World", tags: ["test"] } };

type JobsEmptyProps = { isFiltered: boolean; filter: JobsPageFilter; nextCursor: string | null };

/** No jobs: the line to type for the first one, or the way out of a filter that nothing fits. */
export function JobsEmpty({ isFiltered, filter, nextCursor }: JobsEmptyProps) {
  if (nextCursor !== null) return <NothingYetFound filter={filter} nextCursor={nextCursor} />;
  return isFiltered ? <NothingFits /> : <NothingYet />;
}

/** A search looks at so many jobs at a time. */
function NothingYetFound({ filter, nextCursor }: { filter: JobsPageFilter; nextCursor: string }) {
  return (
    <EmptyState
      py="xl"
      title="Nothing found among the 20,000 jobs looked at"
      description="There are older ones. An intent, a caller's id or a time finds them faster."
    >
      <EmptyState.Actions>
        <Button component={Link} href={jobsPagePath({ ...filter, cursor: nextCursor })}>
          Look further back
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

function NothingFits() {
  return (
    <EmptyState py="xl" title="No job fits this view" description="Widen the time, or take a filter away.">
      <EmptyState.Actions>
        <Button variant="default" component={Link} href="/console/jobs">
          Show all jobs
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

/** For an installation that nobody has called yet. */
export function NothingYet() {
  const curl = useCurlCommand(firstCall);
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState title="No jobs yet" description="Make the first call from a terminal; it appears here by itself." />
        <CodeBlock text={curl} label="The first call" />
      </Stack>
    </Paper>
  );
}
