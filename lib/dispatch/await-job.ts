import { isFinal } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { type JobNotice, lookAfterMs, watchJob } from "@/lib/records/jobs/job-watch";
import { findOpenQuestion } from "@/lib/records/questions/find-open-question";
import { createBell } from "./create-bell";

type AwaitJobInput = { job: Job; waitMs: number /** Aborts when whoever waits has gone. */; signal?: AbortSignal };

/**
 * A job as it is when it ends, or asks something, or after `waitMs`, or when nobody waits any more or the process stops.
 * Woken by the database's notice, of whichever process; it looks for itself now and then in case one was lost.
 */
export async function awaitJob(ctx: Context, { job, waitMs, signal }: AwaitJobInput): Promise<Job> {
  const deadlineMs = performance.now() + waitMs;
  const bell = createBell();
  const stops = signal ? [ctx.signal, signal] : [ctx.signal];
  for (const stop of stops) stop.addEventListener("abort", bell.ring);
  const unwatch = watchJob(ctx.db, {
    id: job.id,
    onNotice: (notice) => {
      if (notice === "question" || isEnd(notice)) bell.ring();
    },
  });
  try {
    for (;;) {
      const now = (await findJob(ctx, job.id)) ?? job;
      const leftMs = deadlineMs - performance.now();
      if (isFinished(now) || leftMs <= 0 || stops.some((stop) => stop.aborted)) return now;
      if (now.state === "running" && (await findOpenQuestion(ctx, now.id))) return now;
      await bell.wait(Math.min(leftMs, lookAfterMs(ctx.db)));
    }
  } finally {
    unwatch();
    for (const stop of stops) stop.removeEventListener("abort", bell.ring);
  }
}

function isEnd(notice: JobNotice): boolean {
  return notice !== "progress" && notice !== "question" && notice !== "answered" && isFinal(notice);
}
