"use client";

import Link from "next/link";
import { memo, useRef } from "react";
import { Moment } from "@/components/moment";
import { StateBadge } from "@/components/state-badge";
import { useRowKeys } from "@/components/use-row-keys";
import { formatDuration } from "@/lib/client/format-time";
import { visibleText } from "@/lib/client/visible-text";
import type { JobSummary } from "@/lib/contracts/envelope";
import classes from "./jobs-table.module.css";

/** A row a job; on a phone each row folds into a card. Drawn anew only when some job changed. */
export const JobsTable = memo(function JobsTable({ jobs }: { jobs: JobSummary[] }) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  return (
    <table className={classes.table} aria-label="Jobs" ref={table}>
      <thead>
        <tr>
          <th>Intent</th>
          <th className={classes.state}>State</th>
          <th className={classes.mode}>Mode</th>
          <th className={classes.caller}>Caller</th>
          <th className={classes.created}>Created</th>
          <th className={`${classes.number} ${classes.duration}`}>Duration</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow key={job.job_id} job={job} />
        ))}
      </tbody>
    </table>
  );
});

/** Plain elements: with 200 updates a second, what a row costs is what typing waits for. */
const JobRow = memo(function JobRow({ job }: { job: JobSummary }) {
  return (
    <tr>
      <td className={classes.intent}>
        <Link href={`/console/jobs/${job.job_id}`} className={`${classes.link} plain-text`} prefetch={false} data-row>
          {visibleText(job.intent)}
        </Link>
        {job.error && (
          <div className={`${classes.error} plain-text`} dir="auto">
            {visibleText(job.error)}
          </div>
        )}
      </td>
      <td className={classes.state}>
        <StateBadge job={job} />
      </td>
      <td>{job.mode}</td>
      <td className={classes.caller}>
        <div className="plain-text" dir="auto">
          {visibleText(job.caller)}
        </div>
      </td>
      <td className={`${classes.created} ${classes.fact}`}>
        <Moment iso={job.created_at} />
      </td>
      <td className={`${classes.number} ${classes.fact}`}>
        {job.duration_ms === null ? "–" : formatDuration(job.duration_ms)}
      </td>
    </tr>
  );
});
