import { sql } from "drizzle-orm";
import type { CallbackView } from "@/lib/contracts/callback";
import type { JobProgress } from "@/lib/contracts/job";
import { queryRows } from "@/lib/db/database";
import { callbackId } from "@/lib/records/callbacks/callback-id";
import type { Context } from "@/lib/records/context";
import type { JobFile } from "@/lib/records/files/find-file";
import type { JobQuestion } from "@/lib/records/questions/question";
import { questionsJson, readQuestions } from "@/lib/records/questions/questions-json";
import { isFinished, type Job } from "./job";

/** What `GET /jobs/{id}` shows of a job beside its row. */
export type JobDetails = {
  /** How telling its end goes, for each address; its own callback_url first. */
  callbacks: CallbackView[];
  /** The newest of its present run. */
  progress: JobProgress | null;
  /** What it has asked, oldest first. */
  questions: JobQuestion[];
  /** What it made, without the content. */
  files: Pick<JobFile, "id" | "name" | "mimeType" | "bytesCount">[];
};

type Row = { callbacks: string; progress: string | null; questions: string; files: string };

/**
 * What hangs on a job, in one statement: its callbacks with their attempts, how far it is while it runs, its questions
 * and its files.
 */
export async function findJobDetails(ctx: Pick<Context, "db">, job: Pick<Job, "id" | "state">): Promise<JobDetails> {
  // A state event after it would mean that it was told by a run before.
  const newest = sql`select type, data, at from job_events where job_id = ${job.id} and type in ('state', 'progress')
    and ${job.state === "running"} order by id desc limit 1`;
  const [row] = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      select
        (select coalesce(json_agg(json_build_object('id', id, 'url', url, 'state', state, 'next_at', next_at,
            'attempts', (
              select coalesce(json_agg(json_build_object('at', at, 'status', status, 'error', error,
                'duration_ms', duration_ms) order by callback_attempts.id), '[]')
              from callback_attempts where callback_id = callbacks.id
            )) order by id <> ${callbackId({ jobId: job.id })}, created_at, id), '[]')
          from callbacks where job_id = ${job.id})::text as callbacks,
        (select (data::jsonb || jsonb_build_object('at', at)) from (${newest}) as news where type = 'progress')::text
          as progress,
        ${questionsJson(job.id)} as questions,
        (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'mimeType', mime_type,
            'bytesCount', bytes_count) order by id), '[]')
          from job_files where job_id = ${job.id})::text as files`,
  });
  const progress = row?.progress ? (JSON.parse(row.progress) as JobProgress) : null;
  const callbacks = JSON.parse(row?.callbacks ?? "[]") as (CallbackView & { next_at: string })[];
  return {
    callbacks: callbacks.map((callback) => ({
      ...callback,
      attempts: callback.attempts.map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
      next_at: callback.state === "waiting" && isFinished(job) ? iso(callback.next_at) : null,
    })),
    progress: progress && { ...progress, at: iso(progress.at) },
    questions: readQuestions(row?.questions ?? "[]"),
    files: JSON.parse(row?.files ?? "[]") as JobDetails["files"],
  };
}

/** Postgres writes times in its session's zone. */
function iso(text: string): string {
  return new Date(text).toISOString();
}
