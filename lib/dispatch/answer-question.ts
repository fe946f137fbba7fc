import type { AnswerRequest, QuestionState } from "@/lib/contracts/job-question";
import { AppError } from "@/lib/core/app-error";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import type { Job } from "@/lib/records/jobs/job";
import { closeQuestion } from "@/lib/records/questions/close-question";
import { findQuestion } from "@/lib/records/questions/find-question";
import { checkAnswer } from "./check-answer";
import { getControllableJob } from "./get-controllable-job";

type AnswerQuestionInput = { jobId: string; request: AnswerRequest };

const closings = { accept: "answered", decline: "declined", cancel: "cancelled" } as const;

/**
 * Answers what a running job asks, once: its caller, or an operator, whose answer to another's job is audited. The run
 * that asked goes on, in whichever process. Throws `question_closed` when somebody was first or it is too late.
 */
export async function answerQuestion(ctx: Context, { jobId, request }: AnswerQuestionInput): Promise<Job> {
  const job = await getControllableJob(ctx, jobId);
  const found = await findQuestion(ctx, { jobId, id: request.question_id });
  if (!found) throw unknownQuestion(request.question_id);
  const { question } = found;
  if (question.state !== "waiting") throw closed(question.state);
  const answer = checkAnswer({ schema: question.schema, request });
  const isClosed = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const to = closings[request.action];
    const isFirst = await closeQuestion(tx, { jobId, id: question.id, to, answer, answeredBy: ctx.actor.name });
    if (isFirst && job.callerId !== ctx.actor.id) {
      const data = { job: jobId, intent: job.intent, action: request.action };
      await appendAudit(tx, { kind: "question.answered", subject: question.id, data });
    }
    return isFirst;
  });
  if (!isClosed) throw closed((await findQuestion(ctx, { jobId, id: question.id }))?.question.state ?? "expired");
  return getVisibleJob(ctx, jobId);
}

function unknownQuestion(id: string): AppError {
  return new AppError({
    code: "not_found",
    detail: `The job has asked no question '${id}'.`,
    hint: "GET /jobs/{id} shows what it asks.",
  });
}

function closed(state: QuestionState): AppError {
  const why = state === "waiting" ? "nobody waits for the answer any more" : `it is closed (${state})`;
  return new AppError({
    code: "question_closed",
    detail: `This answer does not count: ${why}.`,
    hint: "A question takes one answer, in time, while its run goes on. GET /jobs/{id} shows what the job asks now.",
  });
}
