import { type SQL, sql } from "drizzle-orm";
import type { JobQuestion } from "./question";

/** The questions of a job as a JSON text, oldest first, for a statement that asks for more; `readQuestions` reads it. */
export function questionsJson(jobId: string): SQL {
  return sql`(select coalesce(json_agg(row_to_json(asked) order by id), '[]') from (
      select id, job_id as "jobId", attempt, message, schema, url,
        case when state = 'waiting' and expires_at <= now() then 'expired' else state end as state, answer,
        answered_by as "answeredBy", created_at as "createdAt", expires_at as "expiresAt", answered_at as "answeredAt"
      from job_questions where job_id = ${jobId}
    ) as asked)::text`;
}

/** Postgres writes times in its session's zone. */
export function readQuestions(text: string): JobQuestion[] {
  const rows = JSON.parse(text) as JobQuestion[];
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    expiresAt: new Date(row.expiresAt),
    answeredAt: row.answeredAt && new Date(row.answeredAt),
  }));
}
