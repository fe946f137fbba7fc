import { AppError } from "@/lib/core/app-error";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import type { Context } from "@/lib/records/context";
import { isFinished, type Job } from "@/lib/records/jobs/job";

/**
 * Cancels the job of a call whose caller has hung up, where it only reads. Any other may be half done, and a client whose
 * connection broke sends the call again: that one joins the job, which must not be ended under it.
 */
export async function dropJob(ctx: Context, job: Job): Promise<void> {
  if (isFinished(job) || job.effects !== "read") return;
  try {
    await cancelJob(ctx, job.id);
  } catch (error) {
    // It ended in the meantime.
    if (!(error instanceof AppError && error.code === "job_finished")) throw error;
  }
}
