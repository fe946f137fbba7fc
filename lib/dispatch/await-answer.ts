import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import { lookAfterMs, watchJob } from "@/lib/records/jobs/job-watch";
import { closeQuestion } from "@/lib/records/questions/close-question";
import { findQuestion } from "@/lib/records/questions/find-question";
import type { JobQuestion } from "@/lib/records/questions/question";
import { withdrawQuestion } from "@/lib/records/questions/withdraw-question";
import type { Answer } from "@/lib/tools/define-tool";
import { createBell } from "./create-bell";

type AwaitAnswerInput = { jobId: string; id: string; signal: AbortSignal };
type AwaitContext = Pick<Context, "db" | "clock" | "log">;

/**
 * The answer to a question that was asked, whichever process it came in at: woken by the database's notice, with a look
 * now and then in case one was lost. `cancel` when its time is over, by the database's clock. Throws the signal's reason.
 */
export async function awaitAnswer(ctx: AwaitContext, { jobId, id, signal }: AwaitAnswerInput): Promise<Answer> {
  const bell = createBell();
  const unwatch = watchJob(ctx.db, { id: jobId, onNotice: (notice) => notice === "answered" && bell.ring() });
  signal.addEventListener("abort", bell.ring);
  try {
    for (;;) {
      signal.throwIfAborted();
      const look = await lookUp(ctx, { jobId, id });
      if (look.answer) return look.answer;
      await bell.wait(Math.min(look.leftMs, lookAfterMs(ctx.db)));
    }
  } finally {
    unwatch();
    signal.removeEventListener("abort", bell.ring);
    if (signal.aborted) withdraw(ctx, { jobId, id });
  }
}

type Look = { answer: Answer } | { answer: null; leftMs: number };

/** A database that is away for a moment loses no question: it is looked at again. */
async function lookUp(ctx: AwaitContext, { jobId, id }: { jobId: string; id: string }): Promise<Look> {
  try {
    const found = await findQuestion(ctx, { jobId, id });
    if (!found) return { answer: { action: "cancel" } };
    const answer = answerOf(found.question);
    if (answer) return { answer };
    // Who answered in this moment was in time; the next look tells.
    if (found.leftMs <= 0) await closeQuestion(ctx, { jobId, id, to: "expired" });
    return { answer: null, leftMs: Math.max(0, Math.ceil(found.leftMs)) };
  } catch (error) {
    if (toAppError(error).code !== "database_unavailable") throw error;
    ctx.log.warn({ err: error, job: jobId }, "the answer to a question could not be looked for yet");
    return { answer: null, leftMs: 1_000 };
  }
}

function answerOf({ state, answer }: JobQuestion): Answer | null {
  switch (state) {
    case "waiting":
      return null;
    case "answered":
      return { action: "accept", content: answer ?? {} };
    case "declined":
      return { action: "decline" };
    case "cancelled":
    case "expired":
      return { action: "cancel" };
  }
}

/** Only for the record: an answer is refused anyhow once the run is over. */
function withdraw(ctx: AwaitContext, { jobId, id }: { jobId: string; id: string }): void {
  withdrawQuestion(ctx, id).catch((error) =>
    ctx.log.warn({ err: error, job: jobId }, "a question could not be withdrawn"),
  );
}
