import type { DueJob } from "@/lib/core/queue";
import type { Context } from "@/lib/records/context";
import { claimUnsent, unclaim } from "@/lib/records/jobs/claim-unsent";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { markSent } from "@/lib/records/jobs/mark-sent";
import { within } from "./within";

const waitingStates = new Set(["queued", "retrying"]);
const sweepMax = 100;
/** How long a caller is kept waiting for the engine; the sending goes on. */
const sendMsMax = 2_000;

/**
 * Tells the engine behind the queue of jobs that were just committed to wait. Never throws: what could not be sent is
 * committed all the same, and the sweep sends it.
 */
export async function sendJobs(ctx: Context, jobs: Job[]): Promise<void> {
  const due = jobs.filter((job) => waitingStates.has(job.state));
  if (ctx.queue.kind === "embedded" || due.length === 0) return;
  await within(trySend(ctx, due), sendMsMax);
}

/** Tells the engine of a job again that it started too soon: it comes back at `at`. Throws when that fails. */
export async function sendAgain(ctx: Context, { job, at }: { job: Job; at: Date }): Promise<void> {
  const now = ctx.clock.now();
  await ctx.queue.send([{ ...toDueJob(job), runAt: at, sentAt: now }]);
  await markSent(ctx, { jobs: [job] });
}

/** Sends what was committed but not sent, or sent and lost, and says how many jobs that were. */
export async function resendJobs(ctx: Context): Promise<number> {
  if (ctx.queue.kind === "embedded") return 0;
  let sent = 0;
  for (;;) {
    const claimed = await claimUnsent(ctx, { limit: sweepMax });
    if (claimed.jobs.length === 0) return sent;
    try {
      await ctx.queue.send(claimed.jobs);
    } catch (error) {
      await unclaim(ctx, claimed);
      throw error;
    }
    sent += claimed.jobs.length;
  }
}

async function trySend(ctx: Context, due: Job[]): Promise<void> {
  try {
    // As stored: when it is due is the database's to say.
    const stored = await Promise.all(due.map(async (job) => (await findJob(ctx, job.id)) ?? job));
    await ctx.queue.send(stored.map(toDueJob));
    await markSent(ctx, { jobs: stored });
  } catch (error) {
    ctx.log.warn({ err: error, jobs: due.map(({ id }) => id) }, "jobs could not be sent; the sweep sends them later");
  }
}

function toDueJob({ id, intent, runAt, priority, attempt }: Job): DueJob {
  // A job that goes back to the queue has a new attempt number, so nothing was sent for this one yet.
  return { id, intent, runAt, priority, attempt, sentAt: null };
}
