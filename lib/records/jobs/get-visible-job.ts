import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findJob } from "./find-job";
import type { Job } from "./job";

/** A job that the actor may see; one of another caller is as absent to it as one that never was. */
export async function getVisibleJob(ctx: Context, id: string): Promise<Job> {
  const job = await findJob(ctx, id);
  if (job && (job.callerId === ctx.actor.id || ctx.actor.rights.includes("jobs_of_others"))) return job;
  throw new AppError({
    code: "job_not_found",
    detail: `Job '${id}' not found.`,
    hint: "GET /jobs lists the jobs that you may see.",
  });
}
