import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findFile, type JobFile } from "@/lib/records/files/find-file";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { isPayloadForgotten } from "./forget-old-jobs";

/** A file of a job that the actor may see. Throws `job_not_found` or `not_found`. */
export async function getJobFile(ctx: Context, { jobId, id }: { jobId: string; id: string }): Promise<JobFile> {
  const job = await getVisibleJob(ctx, jobId);
  const file = isPayloadForgotten(ctx, job) ? null : await findFile(ctx, { jobId, id });
  if (file) return file;
  throw new AppError({
    code: "not_found",
    detail: `Job '${jobId}' has no file '${id}'.`,
    hint: "GET /jobs/{id} lists its files; they are removed with what the job returned.",
  });
}
