import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Lane } from "@/lib/policy/lanes";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { lostJob } from "./lost-job";
import { isQueueWaiting } from "./queue-idle";
import { within } from "./within";

/** A job that this process runs: its attempt, what stops it, and the job as it is when this run is over. */
export type RunningJob = {
  attempt: number;
  lane: Lane;
  controller: AbortController;
  /** Whether it waits for somebody's answer, and what resolves when it first does. */
  isAsking(): boolean;
  asked: Promise<void>;
  over: Promise<Job>;
};

/** The jobs that this process runs on one database, by id. */
export function runningJobs(db: Db): Map<string, RunningJob> {
  const all = globalState("running-jobs", () => new WeakMap<Db, Map<string, RunningJob>>());
  const running = all.get(db) ?? new Map<string, RunningJob>();
  all.set(db, running);
  return running;
}

/** Keeps a running job until its run is over. */
export function trackJob(db: Db, { id, ...job }: RunningJob & { id: string }): void {
  const running = runningJobs(db);
  // An earlier run of it here has lost its hold; nobody could reach it any more.
  running.get(id)?.controller.abort(lostJob());
  running.set(id, job);
  const forget = () => {
    if (running.get(id)?.over === job.over) running.delete(id);
    for (const tell of placeWatchers(db)) tell();
  };
  job.over.then(forget, forget);
}

/** While jobs wait in the queue, calls that come in leave them this share of the places. */
const queuesShare = 0.25;

/**
 * Takes one of the places of this process for a call that is about to run here, before anything is waited for; null when
 * there is none. The answer gives it back, as soon as the job counts among the running ones, or has ended.
 */
export function reservePlace(ctx: Pick<Context, "db" | "env">, lane: Lane): (() => void) | null {
  const { db } = ctx;
  const reserved = reservedPlaces(db);
  const kept = isQueueWaiting(db) ? Math.ceil(placesMax(ctx, lane) * queuesShare) : 0;
  if (freePlaces(ctx, lane) <= kept) return null;
  const place = { lane };
  reserved.add(place);
  return () => {
    if (!reserved.delete(place)) return;
    for (const tell of placeWatchers(db)) tell();
  };
}

/** Calls `onFree` whenever a place may have become free, until the answer is called. */
export function watchPlaces(db: Db, onFree: () => void): () => void {
  placeWatchers(db).add(onFree);
  return () => void placeWatchers(db).delete(onFree);
}

function placeWatchers(db: Db): Set<() => void> {
  const all = globalState("place-watchers", () => new WeakMap<Db, Set<() => void>>());
  const watchers = all.get(db) ?? new Set<() => void>();
  all.set(db, watchers);
  return watchers;
}

/** How many places of a lane of this process are free of running jobs and of calls that are about to run. */
export function freePlaces(ctx: Pick<Context, "db" | "env">, lane: Lane): number {
  const { db } = ctx;
  let busy = 0;
  for (const job of runningJobs(db).values()) if (job.lane === lane) busy += 1;
  for (const place of reservedPlaces(db)) if (place.lane === lane) busy += 1;
  return placesMax(ctx, lane) - busy;
}

function placesMax({ env }: Pick<Context, "env">, lane: Lane): number {
  return { local: env.concurrencyMax, remote: env.remoteConcurrencyMax }[lane];
}

function reservedPlaces(db: Db): Set<{ lane: Lane }> {
  const all = globalState("reserved-places", () => new WeakMap<Db, Set<{ lane: Lane }>>());
  const reserved = all.get(db) ?? new Set<{ lane: Lane }>();
  all.set(db, reserved);
  return reserved;
}

/** Waits for the jobs of this process, `waitMs` at most, and says how many are still running. */
export async function drainJobs(db: Db, waitMs: number): Promise<number> {
  const running = runningJobs(db);
  const deadlineMs = performance.now() + waitMs;
  // One may have begun while the others ended.
  while (running.size > 0 && performance.now() < deadlineMs) {
    const all = Promise.allSettled([...running.values()].map((job) => job.over));
    await within(all, deadlineMs - performance.now());
  }
  return running.size;
}
