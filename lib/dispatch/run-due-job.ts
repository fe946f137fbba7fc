import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { takeJob } from "@/lib/records/jobs/take-job";
import { listPausedCallers } from "@/lib/records/keys/list-paused-callers";
import type { Tools } from "@/lib/tools/catalog";
import { runHeldJob } from "./run-held-job";
import { sendAgain } from "./send-jobs";
import { leaseMs, processId } from "./start-job";

/** How long a job steps back whose intent has no room, and one of a caller who is paused, in milliseconds. */
const stepBackMs = 2_000;
const pausedMs = 30_000;

/**
 * Runs one job that an engine says is due, to the end of this attempt, and answers with the job as it is then; null
 * when there was nothing to do. The engine's word is only a hint: whatever it says twice or too soon, the job is taken
 * from the table once an attempt, at its time, and within its intent's limit.
 */
export async function runDueJob(
  ctx: Context,
  { id, intent, tools }: { id: string; intent: string; tools: Tools },
): Promise<Job | null> {
  if (await stepsBack(ctx, id)) return null;
  const limit = tools.list().find((tool) => tool.intent === intent)?.concurrencyMax ?? null;
  const taken = await takeJob(ctx, { id, heldBy: processId(), leaseMs, limit });
  switch (taken.kind) {
    case "gone":
      return null;
    case "early":
      await sendAgain(ctx, { job: taken.job, at: taken.job.runAt ?? taken.now });
      return null;
    case "full":
      await sendAgain(ctx, { job: taken.job, at: new Date(taken.now.getTime() + stepBackMs) });
      return null;
    case "taken": {
      const { job } = taken;
      return runHeldJob({ ...ctx, requestId: job.requestId }, { job, tools });
    }
  }
}

/** Whether a job waits because its caller's key is paused; it then comes again later. */
async function stepsBack(ctx: Context, id: string): Promise<boolean> {
  const paused = await listPausedCallers(ctx);
  const job = paused.length > 0 ? await findJob(ctx, id) : null;
  if (!job || !paused.includes(job.callerId) || (job.state !== "queued" && job.state !== "retrying")) return false;
  await sendAgain(ctx, { job, at: new Date(ctx.clock.now().getTime() + pausedMs) });
  return true;
}
