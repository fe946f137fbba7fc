import { AppError } from "@/lib/core/app-error";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import type { Context } from "@/lib/records/context";
import { isFinished, type Job } from "@/lib/records/jobs/job";

/**
 * Cancels the job of a call that its caller has given up. Not one that must happen once: it may be half done, and a
 * caller whose connection broke sends the call again, which then joins this job instead of doing it twice.
 */
export async function dropJob(ctx: Context, job: Job): Promise<void> {
  if (isFinished(job) || job.effects === "once") return;
  try {
    await cancelJob(ctx, job.id);
  } catch (error) {
    // It ended in the meantime.
    if (!(error instanceof AppError && error.code === "job_finished")) throw error;
  }
}
