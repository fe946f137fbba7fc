"use client";

import { Table, Text } from "@mantine/core";
import Link from "next/link";
import { memo, useRef } from "react";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { StateBadge } from "@/components/state-badge";
import { useRowKeys } from "@/components/use-row-keys";
import { formatDuration } from "@/lib/client/format-time";
import type { JobSummary } from "@/lib/contracts/envelope";
import classes from "./jobs-table.module.css";

/** A row a job; on a phone each row folds into a card. */
export function JobsTable({ jobs }: { jobs: JobSummary[] }) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  return (
    <Table className={classes.table} highlightOnHover verticalSpacing={6} aria-label="Jobs" ref={table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Intent</Table.Th>
          <Table.Th className={classes.state ?? ""}>State</Table.Th>
          <Table.Th className={classes.mode ?? ""}>Mode</Table.Th>
          <Table.Th className={classes.caller ?? ""}>Caller</Table.Th>
          <Table.Th className={classes.created ?? ""}>Created</Table.Th>
          <Table.Th className={`${classes.number} ${classes.duration}`}>Duration</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {jobs.map((job) => (
          <JobRow key={job.job_id} job={job} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A job that did not change is the same object, and its row is left as it is. */
const JobRow = memo(function JobRow({ job }: { job: JobSummary }) {
  return (
    <Table.Tr>
      <Table.Td className={classes.intent}>
        <Link href={`/console/jobs/${job.job_id}`} className={classes.link} prefetch={false} data-row>
          <PlainText ff="monospace" fw={600} size="sm">
            {job.intent}
          </PlainText>
        </Link>
        {job.error && (
          <Text size="xs" c="dimmed" truncate>
            <PlainText>{job.error}</PlainText>
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.state}>
        <StateBadge state={job.state} />
      </Table.Td>
      <Table.Td>{job.mode}</Table.Td>
      <Table.Td className={classes.caller}>
        <Text size="sm" truncate>
          <PlainText>{job.caller}</PlainText>
        </Text>
      </Table.Td>
      <Table.Td className={`${classes.created} ${classes.fact}`}>
        <Moment iso={job.created_at} />
      </Table.Td>
      <Table.Td className={`${classes.number} ${classes.fact}`}>
        {job.duration_ms === null ? "–" : formatDuration(job.duration_ms)}
      </Table.Td>
    </Table.Tr>
  );
});
