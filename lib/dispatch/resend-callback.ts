import { AppError } from "@/lib/core/app-error";
import { factsOf } from "@/lib/engines/breakers";
import { callbackId } from "@/lib/records/callbacks/callback-id";
import { restartCallbacks } from "@/lib/records/callbacks/restart-callbacks";
import type { Context } from "@/lib/records/context";
import { findJobDetails, type JobDetails } from "@/lib/records/jobs/find-job-details";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { getControllableJob } from "./get-controllable-job";
import { receiverOf } from "./receiver-of";

/**
 * Sends the callbacks of an ended job again, with all their attempts before them: now, or when the rest of a receiver
 * that keeps failing is over; the answer says which. The job itself is not run. Throws `job_not_finished` when there is
 * nothing to tell yet, `invalid_request` when nobody asked for a callback.
 */
export async function resendCallback(ctx: Context, id: string): Promise<{ job: Job } & JobDetails> {
  const job = await getControllableJob(ctx, id);
  const addresses = addressesOf(job, await findJobDetails(ctx, job));
  if (addresses.length === 0) {
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
  const now = ctx.clock.now().getTime();
  const callbacks = addresses.map((address) => ({ ...address, at: new Date(now + restMs(address.url)) }));
  await restartCallbacks(ctx, { job, callbacks });
  const details = await findJobDetails(ctx, job);
  return { job, ...details, callbacks: details.callbacks.map(explained) };
}

/** Its own address even when the row of it was removed with its age. */
function addressesOf(job: Job, { callbacks }: JobDetails): { id: string; url: string }[] {
  const ownId = callbackId({ jobId: job.id });
  const others = callbacks.filter(({ id }) => id !== ownId).map(({ id, url }) => ({ id, url }));
  return job.callbackUrl === null ? others : [{ id: ownId, url: job.callbackUrl }, ...others];
}

function explained(callback: JobDetails["callbacks"][number]): JobDetails["callbacks"][number] {
  if (callback.next_at === null || restMs(callback.url) === 0) return callback;
  return { ...callback, note: "The receiver's host keeps failing and is left alone until next_at." };
}

function restMs(url: string): number {
  return factsOf({ target: receiverOf(url), kind: "caller" }).retry_after_s * 1000;
}
