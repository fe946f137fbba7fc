import { sql } from "drizzle-orm";
import type { QuestionState } from "@/lib/contracts/job-question";
import type { JsonObject } from "@/lib/contracts/json";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { jobsChannel } from "@/lib/records/jobs/move-job";

type CloseQuestionInput = {
  jobId: string;
  id: string;
  to: Exclude<QuestionState, "waiting">;
  answer?: JsonObject | null;
  /** The name of whoever answered. */
  answeredBy?: string | null;
};

/**
 * Closes the question of a job, with its event and the notice that wakes whoever waits for it; once, while the run that
 * asked goes on, and in its time by the database's clock (as `expired`: after it). False when somebody was first, or
 * nobody waits for it any more.
 */
export async function closeQuestion(
  ctx: Pick<Context, "db" | "clock">,
  { jobId, id, to, answer = null, answeredBy = null }: CloseQuestionInput,
): Promise<boolean> {
  const inTime = to === "expired" ? sql`expires_at <= now()` : sql`expires_at > now()`;
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with held as (
        select id, attempt from jobs where id = ${jobId} and state = 'running' for no key update
      ), closed as (
        update job_questions set state = ${to}, answer = ${answer && JSON.stringify(answer)}::json,
          answered_by = ${answeredBy}, answered_at = ${now}
        from held
        where job_questions.id = ${id} and job_id = held.id and job_questions.attempt = held.attempt
          and state = 'waiting' and ${inTime}
        returning job_questions.id, job_id
      ), told as (
        insert into job_events (job_id, type, data, at)
        select job_id, 'question', json_build_object('question_id', id, 'state', ${to}::text), ${now} from closed
      )
      select id, pg_notify(${jobsChannel}, job_id || ' answered') from closed`,
  });
  return rows.length === 1;
}
