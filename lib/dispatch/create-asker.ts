import { createId } from "@/lib/core/ids";
import { readQuestion } from "@/lib/policy/read-question";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { addQuestion } from "@/lib/records/questions/add-question";
import type { Answer, Question } from "@/lib/tools/define-tool";
import { awaitAnswer } from "./await-answer";
import { lostJob } from "./lost-job";

export type Asker = {
  /** What the tool gets. */
  ask(question: Question): Promise<Answer>;
  /** Whether it waits for an answer. */
  isAsking(): boolean;
  /** Resolves when the first question has been asked. */
  asked: Promise<void>;
};

const ofJobMax = 20;
/** A job that waits holds its place, so that one caller's questions must not take them all. */
const ofCallerMax = 20;
/** Of one run, the one that is asked included. */
const unansweredMax = 5;

type CreateAskerInput = {
  job: Pick<Job, "id" | "attempt">;
  /** Aborts when the run is stopped. */
  signal: AbortSignal;
  /** Waits until the job is on record. */
  onRecord(): Promise<void>;
};

/** Asks what one run of a job wants to know, one question after the other; what may not be asked is cancelled. */
export function createAsker(
  ctx: Pick<Context, "db" | "clock" | "log" | "env">,
  { job, signal, onRecord }: CreateAskerInput,
): Asker {
  let turn: Promise<unknown> = Promise.resolve();
  let isAsking = false;
  let unanswered = 0;
  let tell = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });

  async function askNow(question: Question): Promise<Answer> {
    signal.throwIfAborted();
    const readable = readQuestion(question);
    if ("fault" in readable) return refuse(readable.fault);
    await onRecord();
    signal.throwIfAborted();
    const id = createId("question", ctx.clock.now().getTime());
    const waitMs = ctx.env.approvals.timeoutMs;
    const added = await addQuestion(ctx, { id, job, question: readable, waitMs, ofJobMax, ofCallerMax });
    if (added === "gone") throw lostJob();
    if (added === "full") return refuse("there are too many of this job, or too many of this caller wait");
    isAsking = true;
    tell();
    try {
      return await awaitAnswer(ctx, { jobId: job.id, id, signal });
    } finally {
      isAsking = false;
    }
  }

  /** The question's own words may be anybody's, and private: the log has none of them. */
  function refuse(fault: string): Answer {
    ctx.log.warn({ job: job.id, fault }, "a tool's question was not asked");
    return { action: "cancel" };
  }

  return {
    async ask(question) {
      if (unanswered >= unansweredMax) return refuse("too many of this run wait");
      unanswered++;
      const answer = turn.then(() => askNow(question)).finally(() => unanswered--);
      turn = answer.catch(() => {});
      return answer;
    },
    isAsking: () => isAsking,
    asked,
  };
}
