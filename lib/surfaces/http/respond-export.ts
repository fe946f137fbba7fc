import type { JobSummary } from "@/lib/contracts/envelope";
import { exportedMax, type JobsExportQuery } from "@/lib/contracts/jobs-export";
import { jobSummary } from "@/lib/dispatch/job-envelope";
import { csvRow } from "@/lib/policy/csv-row";
import type { Context } from "@/lib/records/context";
import { listJobs } from "@/lib/records/jobs/list-jobs";

/** A format's beginning, its rows and its end, where a note says what was left out. */
type Writer = {
  type: string;
  opening: string;
  rows(jobs: JobSummary[], isFirst: boolean): string;
  closing(note: string | null): string;
};

const pageSize = 500;
/** How often the database is asked at most: a filter that no index serves is not followed to the oldest job. */
const pagesMax = 100;
const columns = [
  "job_id",
  "intent",
  "mode",
  "state",
  "dry_run",
  "caller",
  "created_at",
  "finished_at",
  "duration_ms",
  "attempt",
  "attempts_max",
  "replay_of",
  "error",
] as const satisfies (keyof JobSummary)[];
const cutNote = `Only the newest ${exportedMax.toLocaleString("en")} jobs at most are exported: there are older ones. Narrow the filter, or its time.`;
const encoder = new TextEncoder();

const writers: Record<JobsExportQuery["format"], Writer> = {
  csv: {
    type: "text/csv; charset=utf-8",
    opening: csvRow(columns),
    rows: (jobs) => jobs.map((job) => csvRow(columns.map((column) => job[column]))).join(""),
    closing: (note) => (note === null ? "" : csvRow([note])),
  },
  json: {
    type: "application/json; charset=utf-8",
    opening: '{"jobs":[',
    rows: (jobs, isFirst) =>
      jobs.map((job, at) => `${isFirst && at === 0 ? "" : ","}\n${JSON.stringify(job)}`).join(""),
    closing: (note) => `\n],"note":${JSON.stringify(note)}}\n`,
  },
};

/** The jobs of a filter as a file, read from the database as fast as it is taken; it ends with a note when it is cut. */
export function respondExport(ctx: Context, { format, ...filter }: JobsExportQuery): Response {
  const writer = writers[format];
  let cursor: string | undefined;
  let written = 0;
  let pages = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const write = (text: string) => controller.enqueue(encoder.encode(text));
        const limit = Math.min(pageSize, exportedMax - written);
        const { page, nextCursor } = await listJobs(ctx, { ...filter, limit, cursor });
        if (pages === 0) write(writer.opening);
        write(writer.rows(page.map(jobSummary), written === 0));
        written += page.length;
        pages += 1;
        cursor = nextCursor ?? undefined;
        if (cursor !== undefined && written < exportedMax && pages < pagesMax) return;
        write(writer.closing(cursor === undefined ? null : cutNote));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": writer.type,
      "content-disposition": `attachment; filename="jobs.${format}"`,
      "cache-control": "no-store",
    },
  });
}
