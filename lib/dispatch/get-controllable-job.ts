import type { Context } from "@/lib/records/context";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import type { Job } from "@/lib/records/jobs/job";
import { authorizeIntent } from "./authorize-intent";

/**
 * A job that the actor may act on: its own, or another's that it sees and whose intent it may call. Seeing alone, as a
 * viewer does, is not enough. Throws `job_not_found` or `forbidden`.
 */
export async function getControllableJob(ctx: Context, id: string): Promise<Job> {
  const job = await getVisibleJob(ctx, id);
  if (job.callerId !== ctx.actor.id) authorizeIntent(ctx, job.intent);
  return job;
}
