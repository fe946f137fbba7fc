"use client";

import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { jobsQuery } from "@/lib/client/job-queries";
import { JobsEmpty } from "./jobs-empty";
import { JobsFilters } from "./jobs-filters";
import { JobsTable } from "./jobs-table";
import { consolePath, useJobsFilter } from "./use-jobs-filter";

const rowPx = 44;

/** Every job the user may see, newest first, kept up to date. */
export function JobsScreen() {
  const { filter, setFilter } = useJobsFilter();
  const { data, error, isPending, refetch } = useQuery(jobsQuery(filter));
  const isFiltered = filter.state !== null || filter.intent !== null;
  return (
    <Stack gap="md">
      <PageHeader title="Jobs" about="Every call, newest first. The list keeps itself up to date.">
        <JobsFilters filter={filter} setFilter={setFilter} intentsSeen={data?.jobs.map(({ intent }) => intent) ?? []} />
      </PageHeader>
      {error && (
        <Problem error={error} retry={() => void refetch()}>
          {isFiltered && (
            <Button size="xs" variant="default" component={Link} href="/console">
              Show all jobs
            </Button>
          )}
        </Problem>
      )}
      {isPending && <LoadingRows label="Loading jobs" height={rowPx} />}
      {data && data.jobs.length === 0 && <JobsEmpty isFiltered={isFiltered || filter.cursor !== null} />}
      {data && data.jobs.length > 0 && <JobsTable jobs={data.jobs} />}
      {data && (filter.cursor || data.next_cursor) && (
        <Group justify="space-between" component="nav" aria-label="Pages">
          {filter.cursor ? (
            <Button variant="default" component={Link} href={consolePath({ ...filter, cursor: null })}>
              Newest
            </Button>
          ) : (
            <span />
          )}
          {data.next_cursor && (
            <Button variant="default" component={Link} href={consolePath({ ...filter, cursor: data.next_cursor })}>
              Older
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
