import type { JobState } from "@/lib/contracts/job";
import { isFinal } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { lookAfterMs, watchJob } from "@/lib/records/jobs/job-watch";

/**
 * A job as it is when it ends, or after `waitMs` if it has not by then. Woken by the database's notice of its move, of
 * whichever process; it looks for itself now and then in case a notice was lost.
 */
export async function awaitJob(ctx: Context, { job, waitMs }: { job: Job; waitMs: number }): Promise<Job> {
  const deadlineMs = performance.now() + waitMs;
  const bell = createBell();
  const unwatch = watchJob(ctx.db, {
    id: job.id,
    onMove: (state) => {
      if (isFinal(state as JobState)) bell.ring();
    },
  });
  try {
    for (;;) {
      const now = (await findJob(ctx, job.id)) ?? job;
      const leftMs = deadlineMs - performance.now();
      if (isFinished(now) || leftMs <= 0) return now;
      await bell.wait(Math.min(leftMs, lookAfterMs(ctx.db)));
    }
  } finally {
    unwatch();
  }
}

/** Something to wait for, for so long at most; a ring before the wait counts. */
function createBell() {
  let hasRung = false;
  let wake = () => {};
  return {
    ring() {
      hasRung = true;
      wake();
    },
    async wait(ms: number) {
      if (hasRung) {
        hasRung = false;
        return;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      hasRung = false;
      wake = () => {};
    },
  };
}
