import { Table, Text } from "@mantine/core";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { StateBadge } from "@/components/state-badge";
import { formatDuration } from "@/lib/client/format-time";
import type { JobSummary } from "@/lib/contracts/envelope";
import classes from "./jobs-table.module.css";

/** A row a job; on a phone each row folds into a card. */
export function JobsTable({ jobs }: { jobs: JobSummary[] }) {
  return (
    <Table className={classes.table} highlightOnHover verticalSpacing="sm" aria-label="Jobs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Intent</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Mode</Table.Th>
          <Table.Th>Caller</Table.Th>
          <Table.Th>Created</Table.Th>
          <Table.Th className={classes.number}>Duration</Table.Th>
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

function JobRow({ job }: { job: JobSummary }) {
  return (
    <Table.Tr>
      <Table.Td className={classes.intent}>
        <Link href={`/console/jobs/${job.job_id}`} className={classes.link} prefetch={false}>
          <PlainText ff="monospace" fw={600}>
            {job.intent}
          </PlainText>
        </Link>
        {job.error && (
          <Text size="sm" c="dimmed" truncate>
            <PlainText>{job.error}</PlainText>
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.state}>
        <StateBadge state={job.state} />
      </Table.Td>
      <Table.Td>{job.mode}</Table.Td>
      <Table.Td className={classes.caller}>
        <PlainText>{job.caller}</PlainText>
      </Table.Td>
      <Table.Td className={`${classes.created} ${classes.fact}`}>
        <Moment iso={job.created_at} />
      </Table.Td>
      <Table.Td className={`${classes.number} ${classes.fact}`}>
        {job.duration_ms === null ? "–" : formatDuration(job.duration_ms)}
      </Table.Td>
    </Table.Tr>
  );
}
