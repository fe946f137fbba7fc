import type { JobProgress } from "@/lib/contracts/job";
import { awaitJob } from "@/lib/dispatch/await-job";
import { followJob } from "@/lib/dispatch/follow-job";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";

type Progress = Pick<JobProgress, "fraction" | "message">;
type WaitForJobInput = {
  job: Job;
  waitMs: number;
  /** Aborts when the caller has gone. */
  signal: AbortSignal;
  /** Gets each progress of the job while it is waited for, from its beginning. */
  onProgress?: (progress: Progress) => Promise<void>;
};

/**
 * A job as it is when it ends, or after `waitMs`, or when the caller has gone. Nobody is kept
 * waiting for a person, or for an answer that it may give itself.
 */
export async function waitForJob(ctx: Context, { job, waitMs, signal, onProgress }: WaitForJobInput): Promise<Job> {
  if (isFinished(job) || job.state === "awaiting_approval" || waitMs <= 0) return job;
  if (!onProgress) return awaitJob(ctx, { job, waitMs, signal });
  const follower = followJob(ctx, { job, afterId: 0 });
  const timer = setTimeout(follower.stop, waitMs);
  signal.addEventListener("abort", follower.stop);
  try {
    for (;;) {
      if (signal.aborted) follower.stop();
      const news = await follower.next();
      switch (news.kind) {
        case "events":
          for (const { type, data } of news.events) if (type === "progress") await onProgress(data as Progress);
          if (news.events.at(-1)?.type === "question") return (await findJob(ctx, job.id)) ?? job;
          break;
        case "quiet":
          break;
        case "ended":
          return news.job;
        case "stopped":
          return (await findJob(ctx, job.id)) ?? job;
      }
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", follower.stop);
    follower.stop();
  }
}
