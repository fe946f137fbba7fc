import type { CallbackView } from "@/lib/contracts/callback";
import { AppError } from "@/lib/core/app-error";
import { findCallback } from "@/lib/records/callbacks/find-callback";
import { restartCallback } from "@/lib/records/callbacks/restart-callback";
import type { Context } from "@/lib/records/context";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { getControllableJob } from "./get-controllable-job";

/**
 * Sends the callback of an ended job again, now and with all its attempts before it; the job itself is not run. Throws
 * `job_not_finished` when there is nothing to tell yet, `invalid_request` when the job asked for no callback.
 */
export async function resendCallback(ctx: Context, id: string): Promise<{ job: Job; callback: CallbackView | null }> {
  const job = await getControllableJob(ctx, id);
  if (job.callbackUrl === null) {
    throw new AppError({
      code: "invalid_request",
      detail: `Job '${id}' has no callback_url to call.`,
      hint: "GET /jobs/{id} shows its result.",
    });
  }
  if (!isFinished(job)) {
    throw new AppError({
      code: "job_not_finished",
      detail: `Job '${id}' has not ended yet (${job.state}), so there is nothing to tell.`,
      hint: "It is called back by itself when it ends.",
    });
  }
  await restartCallback(ctx, job);
  return { job, callback: await findCallback(ctx, job) };
}
