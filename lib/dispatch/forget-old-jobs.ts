import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import { deleteOldCallbacks } from "@/lib/records/callbacks/delete-old-callbacks";
import type { Context } from "@/lib/records/context";
import { deleteOldFiles } from "@/lib/records/files/delete-old-files";
import { deleteOldJobs } from "@/lib/records/jobs/delete-old-jobs";
import { forgetPayloads } from "@/lib/records/jobs/forget-payloads";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { inBatches } from "./in-batches";

const dayMs = 24 * 60 * 60_000;
/** How long one round may take in all; what is left waits for the next. */
const roundMsMax = 250;

/** How far the payloads of a database have been gone through, and when that began. */
type Pass = { after: string; startedAt: Date };

/**
 * Forgets what is older than the configured days, a few small batches at a time: payloads first, whole jobs later.
 * Everyone else's statements run between two batches.
 */
export async function forgetOldJobs(ctx: Context): Promise<void> {
  const { payloadDays, jobDays } = ctx.env.retention;
  const now = ctx.clock.now();
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  const deadlineMs = performance.now() + roundMsMax;
  const fileDays = Math.min(...[payloadDays, jobDays].filter((days) => days > 0));
  if (Number.isFinite(fileDays)) {
    const before = daysAgo(fileDays);
    while ((await deleteOldFiles(ctx, { before })) && performance.now() < deadlineMs);
  }
  if (jobDays > 0) {
    const before = daysAgo(jobDays);
    await inBatches((limit) => deleteOldJobs(ctx, { before, limit }), deadlineMs);
  }
  if (payloadDays > 0) {
    const before = daysAgo(payloadDays);
    await inBatches((limit) => deleteOldCallbacks(ctx, { before, limit }), deadlineMs);
    await inBatches((limit) => forgetSomePayloads(ctx, { before, limit }), deadlineMs);
  }
}

/** Whether a job is so old that what was sent and returned is gone, or is about to be. */
export function isPayloadForgotten(ctx: Context, job: Job): boolean {
  const { payloadDays } = ctx.env.retention;
  return (
    payloadDays > 0 && isFinished(job) && ctx.clock.now().getTime() - job.createdAt.getTime() > payloadDays * dayMs
  );
}

/**
 * One batch from where the last ended. Once a day it starts over, for jobs that took long to end: rows that are done
 * already cost a look each.
 */
async function forgetSomePayloads(ctx: Context, { before, limit }: { before: Date; limit: number }): Promise<number> {
  const now = ctx.clock.now();
  const pass = passOf(ctx.db, now);
  if (now.getTime() - pass.startedAt.getTime() >= dayMs) Object.assign(pass, { after: "", startedAt: now });
  const last = await forgetPayloads(ctx, { before, after: pass.after, limit });
  // A batch that is not full is gone through again, when more of it has come of age.
  if (last !== null) pass.after = last;
  return last === null ? 0 : limit;
}

function passOf(db: Db, now: Date): Pass {
  const all = globalState("retention-passes", () => new WeakMap<Db, Pass>());
  const pass = all.get(db) ?? { after: "", startedAt: now };
  all.set(db, pass);
  return pass;
}
