import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import { cancelApproval } from "@/lib/records/approvals/close-approvals";
import type { Context } from "@/lib/records/context";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import type { Job } from "@/lib/records/jobs/job";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { getControllableJob } from "./get-controllable-job";
import { runningJobs } from "./running-jobs";

/**
 * Ends a job that has not ended: it is cancelled at once for everybody, and whichever process runs it is told to stop.
 * Throws `job_finished` when it has come to its end already.
 */
export async function cancelJob(ctx: Context, id: string): Promise<Job> {
  const job = await getControllableJob(ctx, id);
  const error = { code: "cancelled" as const, error: `The job was cancelled by ${ctx.actor.name}.` };
  const at = ctx.clock.now();
  const patch = { error, durationMs: untilCancelled(at) };
  const moved = await moveJobs(ctx, { to: "cancelled", where: sql`id = ${id}`, patch, at });
  if (moved.length === 0) {
    throw new AppError({
      code: "job_finished",
      detail: `Job '${id}' has already ended (${(await getVisibleJob(ctx, id)).state}).`,
      hint: "What has ended cannot be cancelled.",
    });
  }
  runningJobs(ctx.db)
    .get(job.id)
    ?.controller.abort(new AppError({ code: "cancelled", detail: error.error }));
  await cancelApproval(ctx, approvalIdOf(job));
  await tellEngine(ctx, id);
  return getVisibleJob(ctx, id);
}

/** How long a job ran until then; one that runs no more keeps its last run's time, one that never ran has none. */
function untilCancelled(at: Date): SQL {
  return sql`(case when state = 'running'
    then greatest(0, round(extract(epoch from ${at.toISOString()}::timestamptz - started_at) * 1000)) else duration_ms end)`;
}

/** The database has the last word; the engine is spared a start in vain, if it can be reached. */
async function tellEngine(ctx: Context, id: string): Promise<void> {
  try {
    await ctx.queue.cancel(id);
  } catch (error) {
    ctx.log.warn({ err: error, job: id }, "the queue's engine could not be told of a cancelled job");
  }
}
