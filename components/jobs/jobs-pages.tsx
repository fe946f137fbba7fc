import { Button, Group } from "@mantine/core";
import Link from "next/link";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { jobsPagePath } from "./use-jobs-filter";

/** The ways to older and back to the newest jobs; nothing when one page holds all. */
export function JobsPages({ filter, nextCursor }: { filter: JobsPageFilter; nextCursor: string | null }) {
  if (!filter.cursor && nextCursor === null) return null;
  return (
    <Group justify="space-between" component="nav" aria-label="Pages">
      {filter.cursor ? (
        <Button size="xs" variant="default" component={Link} href={jobsPagePath({ ...filter, cursor: undefined })}>
          Newest
        </Button>
      ) : (
        <span />
      )}
      {nextCursor !== null && (
        <Button size="xs" variant="default" component={Link} href={jobsPagePath({ ...filter, cursor: nextCursor })}>
          Older
        </Button>
      )}
    </Group>
  );
}
