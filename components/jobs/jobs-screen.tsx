"use client";

import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { ShortcutHint } from "@/components/approvals/shortcut-hint";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { jobsQuery } from "@/lib/client/job-queries";
import { JobsEmpty } from "./jobs-empty";
import { JobsFilters } from "./jobs-filters";
import { JobsPages } from "./jobs-pages";
import { JobsTable } from "./jobs-table";
import { LiveSwitch } from "./live-switch";
import { useJobsFilter } from "./use-jobs-filter";
import { useLiveJobs } from "./use-live-jobs";

// The list comes first, and what is done with it as soon as it is there; the buttons have their places meanwhile.
const SavedViewsMenu = dynamic(() => import("./saved-views-menu").then(({ SavedViewsMenu }) => SavedViewsMenu), {
  ssr: false,
  loading: () => <MenuToCome label="Views" />,
});
const JobsMenu = dynamic(() => import("./jobs-menu").then(({ JobsMenu }) => JobsMenu), {
  ssr: false,
  loading: () => <MenuToCome label="Actions" />,
});

const rowPx = 36;
/** Beside the stream, for what a row shows and no job's move tells of. */
const liveListMs = 30_000;
const polledListMs = 3_000;

/** Every job the user may see, newest first, kept up to date. */
export function JobsScreen() {
  const { filter, setFilter, isFiltered } = useJobsFilter();
  const [isPaused, setIsPaused] = useState(false);
  const isLive = useLiveJobs({ filter, isPaused });
  const { data, error, isPending, refetch } = useQuery({
    ...jobsQuery(filter),
    refetchInterval: isPaused ? false : isLive ? liveListMs : polledListMs,
    refetchOnWindowFocus: !isPaused,
  });
  // What is typed goes before what happens: the rows are drawn when there is time for them.
  const jobs = useDeferredValue(data?.jobs);
  return (
    <Stack gap="md">
      <PageHeader title="Jobs" about="Every call, newest first.">
        <Group gap="xs">
          <LiveSwitch isLive={isLive} isPaused={isPaused} setIsPaused={setIsPaused} />
          <SavedViewsMenu filter={filter} isFiltered={isFiltered} />
          <JobsMenu filter={filter} />
        </Group>
      </PageHeader>
      <JobsFilters filter={filter} setFilter={setFilter} />
      {error && (
        <Problem error={error} retry={() => void refetch()}>
          {isFiltered && (
            <Button size="xs" variant="default" component={Link} href="/console/jobs">
              Show all jobs
            </Button>
          )}
        </Problem>
      )}
      {isPending && <LoadingRows label="Loading jobs" height={rowPx} />}
      {data?.jobs.length === 0 && (
        <JobsEmpty
          isFiltered={isFiltered || filter.cursor !== undefined}
          nextCursor={data.next_cursor}
          filter={filter}
        />
      )}
      {jobs && jobs.length > 0 && <JobsTable jobs={jobs} />}
      {data && data.jobs.length > 0 && <JobsPages filter={filter} nextCursor={data.next_cursor} />}
      {data && data.jobs.length > 0 && (
        <ShortcutHint keys={{ J: "next", K: "previous", Enter: "open", "/": "search" }} />
      )}
    </Stack>
  );
}

function MenuToCome({ label }: { label: string }) {
  return (
    <Button variant="default" size="xs" rightSection="▾" disabled>
      {label}
    </Button>
  );
}
