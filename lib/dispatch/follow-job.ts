import type { JobState } from "@/lib/contracts/job";
import { isFinal } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { lookSeldomAfterMs, watchJob } from "@/lib/records/jobs/job-watch";
import { type JobEventRow, listEvents } from "@/lib/records/jobs/list-events";
import { createBell } from "./create-bell";

/** What a follower learns next: that nothing happened for a while, too. */
export type JobNews =
  | { kind: "events"; events: JobEventRow[] }
  | { kind: "quiet" }
  | { kind: "ended"; job: Job }
  | { kind: "stopped" };

export type JobFollower = {
  /** Waits for what comes next. Not to be called again before it has answered. */
  next(): Promise<JobNews>;
  /** Lets go of the job; a `next` that waits is answered with `stopped`. */
  stop(): void;
};

type FollowJobInput = { job: Job /** The last event that is known already. */; afterId: number };

/** A page stays in memory until its reader has taken it: 20 chunks of output are 320 KB. */
const pageMax = 20;
const quietMs = 15_000;
/** After so long a follower stops by itself, between this and half as much again. */
const lifeMsMin = 20 * 60_000;

/**
 * Reads a job's log to its end, as fast as it is asked for. Everything comes from the database, so that another process
 * can go on where this one stopped; the notices only wake. It holds nothing before the first `next`.
 */
export function followJob(ctx: Context, { job, afterId }: FollowJobInput): JobFollower {
  const bell = createBell();
  const stopsAtMs = performance.now() + lifeMsMin * (1 + Math.random() / 2);
  let looksAtMs = performance.now() + lookSeldomAfterMs(ctx.db);
  let lastId = afterId;
  let isEnded = isFinished(job);
  let mayHaveMore = true;
  let isStopped = false;
  let unwatch: (() => void) | null = null;

  function watch(): void {
    ctx.signal.addEventListener("abort", stop, { once: true });
    const off = watchJob(ctx.db, { id: job.id, onNotice: bell.ring });
    unwatch = () => {
      off();
      ctx.signal.removeEventListener("abort", stop);
    };
    if (ctx.signal.aborted) stop();
  }

  function stop(): void {
    isStopped = true;
    unwatch?.();
    bell.ring();
  }

  async function next(): Promise<JobNews> {
    if (!unwatch) watch();
    const quietAtMs = performance.now() + quietMs;
    while (!isStopped) {
      const news = mayHaveMore ? await read() : null;
      if (isStopped) break;
      if (news) return news;
      if (performance.now() >= stopsAtMs) stop();
      else if (performance.now() >= quietAtMs) return { kind: "quiet" };
      else await wait(quietAtMs);
    }
    return { kind: "stopped" };
  }

  /** The next page, or the job when its log has been read to the end. */
  async function read(): Promise<JobNews | null> {
    const events = await listEvents(ctx, { jobId: job.id, afterId: lastId, limit: pageMax });
    const last = events.at(-1);
    if (last) {
      lastId = last.id;
      isEnded ||= events.some(isEnd);
      mayHaveMore = isEnded || events.length === pageMax;
      return { kind: "events", events };
    }
    mayHaveMore = false;
    if (!isEnded) return null;
    const ended = await findJob(ctx, job.id);
    return ended ? { kind: "ended", job: ended } : { kind: "stopped" };
  }

  async function wait(untilMs: number): Promise<void> {
    const nowMs = performance.now();
    if (await bell.wait(Math.max(0, Math.min(untilMs, looksAtMs) - nowMs))) mayHaveMore = true;
    else if (performance.now() >= looksAtMs) await look();
  }

  /** The net under the notices: one may have been lost, and a job may be gone with its log. */
  async function look(): Promise<void> {
    looksAtMs = performance.now() + lookSeldomAfterMs(ctx.db);
    const now = await findJob(ctx, job.id);
    if (!now) return stop();
    isEnded ||= isFinished(now);
    mayHaveMore = true;
  }

  return { next, stop };
}

function isEnd({ type, data }: JobEventRow): boolean {
  return type === "state" && isFinal(data.state as JobState);
}
