import type { QuestionNotice, QuestionState, QuestionView } from "@/lib/contracts/job-question";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { JobQuestion } from "@/lib/records/questions/question";

/** What a running job asks, as whoever may answer sees it. */
export function questionNotice(ctx: Pick<Context, "env">, question: JobQuestion): QuestionNotice {
  const { id, message, schema, url, expiresAt } = question;
  return { id, message, schema, url, answer_url: answerUrl(ctx, question), expires_at: expiresAt.toISOString() };
}

/** The same as a sentence that a model can say to its user. The tool's own words stand in quotes: they may be anybody's. */
export function questionSentence(ctx: Pick<Context, "env">, question: JobQuestion): string {
  const { message, url } = question;
  const first = url === null ? "Ask your user" : `Your user is asked to open ${url} first. Ask them`;
  return `The tool asks: "${message}" ${first}, and answer with POST ${answerUrl(ctx, question)}; the job goes on then.`;
}

/** A question in the record of its job. */
export function questionView(question: JobQuestion, job: Pick<Job, "state" | "attempt">): QuestionView {
  const { id, message, url, answer, answeredBy, createdAt, expiresAt, answeredAt } = question;
  return {
    id,
    message,
    url,
    state: questionStateOf(question, job),
    answer,
    answered_by: answeredBy,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    answered_at: answeredAt?.toISOString() ?? null,
  };
}

/** A process that died left its questions open; nobody waits for their answers. */
export function questionStateOf(
  { state, attempt }: Pick<JobQuestion, "state" | "attempt">,
  job: Pick<Job, "state" | "attempt">,
): QuestionState {
  const isHeard = job.state === "running" && job.attempt === attempt;
  return state === "waiting" && !isHeard ? "cancelled" : state;
}

function answerUrl({ env }: Pick<Context, "env">, { jobId }: Pick<JobQuestion, "jobId">): string {
  return `${env.publicUrl}/jobs/${jobId}/answer`;
}
