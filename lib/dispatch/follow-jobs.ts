import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { fitsJobsFilter } from "@/lib/policy/fits-jobs-filter";
import type { Context } from "@/lib/records/context";
import { readJobFeed } from "@/lib/records/jobs/job-feed";
import type { JobRow } from "@/lib/records/jobs/job-row";
import { createBell } from "./create-bell";

/** What a follower learns next; `gap` means that something may have been missed, and the list is to be read anew. */
export type JobsNews =
  | { kind: "jobs"; jobs: JobRow[] /** Jobs that fitted and do so no more. */; gone: string[] }
  | { kind: "gap" }
  | { kind: "quiet" }
  | { kind: "stopped" };

export type JobsFollower = {
  /** Waits for what comes next. Not to be called again before it has answered. */
  next(): Promise<JobsNews>;
  stop(): void;
};

/** What a slow reader has waiting at most: past that it is told to read anew. */
const pendingMax = 500;
const quietMs = 15_000;
/** After so long it stops by itself; whoever comes again comes with the rights of that moment. */
const lifeMs = 5 * 60_000;

/** Follows the jobs of a filter that the actor may see. What moves several times before it is taken is told once. */
export function followJobs(ctx: Context, filter: JobsFilter): JobsFollower {
  const bell = createBell();
  const pending = new Map<string, JobRow>();
  const stopsAtMs = performance.now() + lifeMs;
  const seesAll = ctx.actor.rights.includes("jobs_of_others");
  const { state: _, q: __, ...lasting } = filter;
  let isGap = false;
  let isStopped = ctx.signal.aborted;
  let unread: (() => void) | null = null;

  function onRows(rows: JobRow[]): void {
    for (const row of rows) if (concerns(row)) pending.set(row.id, row);
    if (pending.size > pendingMax) onGap();
    if (pending.size > 0) bell.ring();
  }

  function onGap(): void {
    pending.clear();
    isGap = true;
    bell.ring();
  }

  /** What a job may lose again (its state, its error) is looked at when it is told. */
  function concerns(job: JobRow): boolean {
    const isVisible = seesAll || job.callerId === ctx.actor.id;
    return isVisible && fitsJobsFilter({ filter: lasting, job, nowMs: ctx.clock.now().getTime() });
  }

  function stop(): void {
    isStopped = true;
    unread?.();
    ctx.signal.removeEventListener("abort", stop);
    bell.ring();
  }

  /** Not before somebody reads: an answer that is never taken must not hold anything. */
  function start(): void {
    unread = readJobFeed(ctx, { onRows, onGap });
    ctx.signal.addEventListener("abort", stop, { once: true });
  }

  async function next(): Promise<JobsNews> {
    if (!unread && !isStopped) start();
    if (!isStopped && pending.size === 0 && !isGap) {
      const untilMs = Math.min(quietMs, stopsAtMs - performance.now());
      if (!(await bell.wait(Math.max(0, untilMs))) && performance.now() >= stopsAtMs) stop();
    }
    if (isStopped) return { kind: "stopped" };
    if (isGap) {
      isGap = false;
      return { kind: "gap" };
    }
    return pending.size > 0 ? take() : { kind: "quiet" };
  }

  function take(): JobsNews {
    const nowMs = ctx.clock.now().getTime();
    const all = [...pending.values()];
    pending.clear();
    const jobs = all.filter((job) => fitsJobsFilter({ filter, job, nowMs }));
    const fitting = new Set(jobs);
    return { kind: "jobs", jobs, gone: all.filter((job) => !fitting.has(job)).map(({ id }) => id) };
  }

  return { next, stop };
}
