import type { Mode } from "@/lib/contracts/job";
import { outsideSpans } from "@/lib/core/tracing";
import { type Lane, laneModes, laneOf } from "@/lib/policy/lanes";
import type { Context } from "@/lib/records/context";
import { expireJobs } from "@/lib/records/jobs/expire-jobs";
import type { Job } from "@/lib/records/jobs/job";
import { watchJobs } from "@/lib/records/jobs/job-watch";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { takeJobs } from "@/lib/records/jobs/take-jobs";
import { catalog, type Tools } from "@/lib/tools/catalog";
import { expireApprovals } from "./expire-approvals";
import { guardRunning } from "./guard-running";
import { notifyBudgets } from "./notify-budgets";
import { setQueueIdle } from "./queue-idle";
import { runHeldJob } from "./run-held-job";
import { freePlaces, watchPlaces } from "./running-jobs";
import { leaseMs, processId } from "./start-job";
import { forgetPulse, notePulse } from "./worker-pulse";

export type Worker = {
  /** Looks for due jobs now. */
  wake(): void;
  /** Takes no more jobs; resolves when those that were just being taken have begun. Those that run go on. */
  stop(): Promise<void>;
};

/** The net under the notices: jobs whose time has come, and notices that were lost. */
const pollMs = 1_000;
const recoverMs = 5_000;
const lanes: readonly Lane[] = ["local", "remote"];
const wakingStates = new Set(["queued", "retrying"]);

/**
 * The embedded queue's consumer: takes due jobs from the table while there is room, runs them, and shows a sign of life
 * for them. It looks at once when a job is queued, here or in another process, and every second for delayed ones.
 */
export function startWorker(ctx: Context, tools: Tools = catalog): Worker {
  const limits = new Map(
    tools.list().flatMap((tool) => (tool.concurrencyMax ? [[tool.intent, tool.concurrencyMax]] : [])),
  );
  const state = { isWanted: false, isStopped: false, mayBeMore: true };
  /** Taken, and not yet among the running ones. */
  const beginning = new Map<Job, Promise<void>>();
  let looking: Promise<void> | null = null;

  function look(): void {
    state.isWanted = true;
    looking ??= outsideSpans(lookOn).finally(() => {
      looking = null;
    });
  }

  async function lookOn(): Promise<void> {
    try {
      while (state.isWanted && !state.isStopped) {
        state.isWanted = false;
        const room = roomFor(lanes);
        if (room.limit <= 0) break;
        const taken = await takeJobs(ctx, { heldBy: processId(), ...room, leaseMs, limits });
        for (const job of taken) begin(job);
        // A full load may have left some behind, and so may one that was cut short by an intent's limit.
        state.mayBeMore =
          state.isWanted || taken.length === room.limit || room.modes !== null || (limits.size > 0 && taken.length > 0);
        if (state.mayBeMore && taken.length > 0) state.isWanted = true;
      }
      if (state.isStopped) return;
      setQueueIdle(ctx.db, !state.mayBeMore);
      notePulse(ctx);
    } catch (error) {
      ctx.log.warn({ err: error }, "the queue could not be read and is tried again");
    }
  }

  /** How many jobs to take, and of which modes: null for all, as long as each lane has room for whatever comes. */
  function roomFor(all: readonly Lane[]): { limit: number; modes: readonly Mode[] | null } {
    const begun = [...beginning.keys()].map(({ mode }) => laneOf(mode));
    const rooms = all.map((lane) => freePlaces(ctx, lane) - begun.filter((other) => other === lane).length);
    const open = all.filter((_, i) => (rooms[i] ?? 0) > 0);
    const limit = Math.min(...rooms.filter((room) => room > 0));
    if (open.length === all.length) return { limit, modes: null };
    return { limit: open.length === 0 ? 0 : limit, modes: open.flatMap((lane) => laneModes[lane]) };
  }

  function begin(job: Job): void {
    const begun = new Promise<void>((resolve) => {
      const onBegun = () => {
        if (beginning.delete(job)) resolve();
      };
      runHeldJob({ ...ctx, requestId: job.requestId }, { job, tools, onBegun })
        .catch((error) => ctx.log.error({ err: error, job: job.id }, "a job could not be run"))
        // One that never began gives its place back as well.
        .finally(() => {
          onBegun();
          if (state.mayBeMore) look();
        });
    });
    beginning.set(job, begun);
  }

  const unwatch = watchJobs(ctx.db, ({ state: to }) => {
    if (!wakingStates.has(to)) return;
    setQueueIdle(ctx.db, false);
    state.mayBeMore = true;
    look();
  });
  const unwatchPlaces = watchPlaces(ctx.db, () => {
    // When nothing was left behind, the next notice is soon enough.
    if (state.mayBeMore) look();
  });
  const unguard = guardRunning(ctx);
  const poll = setInterval(look, pollMs).unref();
  const recovery = setInterval(() => void recover(ctx), recoverMs).unref();
  look();
  return {
    wake: look,
    stop: async () => {
      state.isStopped = true;
      setQueueIdle(ctx.db, null);
      forgetPulse(ctx);
      unwatch();
      unwatchPlaces();
      unguard();
      clearInterval(poll);
      clearInterval(recovery);
      await looking;
      await Promise.all(beginning.values());
    },
  };
}

/** Takes up what another process, or this one, left behind when it lost its hold; sooner than housekeeping would. */
async function recover(ctx: Context): Promise<void> {
  try {
    await expireJobs(ctx);
    await expireApprovals(ctx);
    await notifyBudgets(ctx);
    const { again, failed } = await recoverJobs(ctx, { includingHeld: false });
    if (again + failed > 0) ctx.log.warn({ again, failed }, "jobs of a process that is gone were taken up");
  } catch (error) {
    ctx.log.warn({ err: error }, "abandoned jobs could not be looked for");
  }
}
