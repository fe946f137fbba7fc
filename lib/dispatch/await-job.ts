import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { findInFlight } from "./in-flight";
import { within } from "./within";

const pollMs = 100;

/** A job as it is when it ends, or after `waitMs` if it has not by then. */
export async function awaitJob(ctx: Context, { job, waitMs }: { job: Job; waitMs: number }): Promise<Job> {
  const here = findInFlight(job.id);
  if (here) return (await within(here, waitMs)) ?? job;
  // It runs in another process, or ended a moment ago.
  const deadlineMs = performance.now() + waitMs;
  for (;;) {
    const now = (await findJob(ctx, job.id)) ?? job;
    const leftMs = deadlineMs - performance.now();
    if (isFinished(now) || leftMs <= 0) return now;
    await sleep(Math.min(pollMs, leftMs));
  }
}
