import { sql } from "drizzle-orm";
import type { QuestionState } from "@/lib/contracts/job-question";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { fromNow } from "@/lib/records/jobs/due";
import type { Job } from "@/lib/records/jobs/job";
import { jobsChannel } from "@/lib/records/jobs/move-job";
import type { AskedQuestion } from "./question";

type AddQuestionInput = {
  id: string;
  job: Pick<Job, "id" | "attempt">;
  question: AskedQuestion;
  /** How long it may wait. */
  waitMs: number;
  /** How many a job may ask in all, and how many of one caller's may wait at once. */
  ofJobMax: number;
  ofCallerMax: number;
};

/** Held by whoever asks: a count is true only while nobody else does. */
const askLock = 7_021_980;
const waiting: QuestionState = "waiting";

/**
 * Records what a running job asks, with its event and the notice of it. `full` when there are as many as there may be,
 * `gone` when this run of the job is over; nothing is written then. The job's row is locked first, as by `addEvents`.
 */
export async function addQuestion(
  ctx: Pick<Context, "db" | "clock">,
  { id, job, question, waitMs, ofJobMax, ofCallerMax }: AddQuestionInput,
): Promise<"asked" | "full" | "gone"> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  const { message, schema, url } = question;
  const [row] = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${askLock})`);
    return queryRows<{ is_asked: boolean }>({
      db: tx,
      query: sql`
        with held as (
          select id, attempt, caller_id from jobs
          where id = ${job.id} and attempt = ${job.attempt}::int and state = 'running' for no key update
        ), asked as (
          insert into job_questions (id, job_id, attempt, message, schema, url, state, created_at, expires_at)
          select ${id}, held.id, held.attempt, ${message}, ${schema && JSON.stringify(schema)}::json, ${url}, ${waiting},
            ${now}, ${fromNow(waitMs)}
          from held
          where (select count(*) from job_questions where job_id = held.id) < ${ofJobMax}::int and (
            select count(*) from jobs join job_questions on job_id = jobs.id and job_questions.attempt = jobs.attempt
            where caller_id = held.caller_id and jobs.state = 'running' and job_questions.state = 'waiting'
              and job_questions.expires_at > now()
          ) < ${ofCallerMax}::int
          returning id, job_id
        ), told as (
          insert into job_events (job_id, type, data, at)
          select job_id, 'question', ${JSON.stringify({ question_id: id, state: waiting, message, schema, url })}::json,
            ${now} from asked
        )
        select exists (select 1 from asked) as is_asked,
          (select pg_notify(${jobsChannel}, job_id || ' question') from asked)
        from held`,
    });
  });
  if (!row) return "gone";
  return row.is_asked ? "asked" : "full";
}
