import { EventEmitter } from "node:events";
import { globalState } from "@/lib/core/global-state";
import type { Database, Db } from "@/lib/db/database";
import { jobsChannel } from "./move-job";

/** The notices of one database: `change` for any job, and its id for one of them. */
type JobWatch = { emitter: EventEmitter; isListening: boolean };

/** A job came into a state; `isCalledBack` says whether somebody asked to be told of its end. */
export type JobMove = { id: string; state: string; isCalledBack: boolean };

const anyJob = "change";

function watches(): WeakMap<Db, JobWatch> {
  return globalState("job-watches", () => new WeakMap());
}

function watchOf(db: Db): JobWatch {
  const known = watches().get(db) ?? { emitter: new EventEmitter().setMaxListeners(0), isListening: false };
  watches().set(db, known);
  return known;
}

/**
 * Starts to listen for the moves of jobs, of every process on the database. Where it cannot listen (a pooler in
 * between), those who wait fall back to looking now and then.
 */
export async function startJobWatch(database: Pick<Database, "db" | "listen">): Promise<() => Promise<void>> {
  const watch = watchOf(database.db);
  const stop = await database.listen(jobsChannel, (payload) => {
    const [id = "", state = "", callback] = payload.split(" ");
    watch.emitter.emit(id, state);
    watch.emitter.emit(anyJob, { id, state, isCalledBack: callback !== undefined } satisfies JobMove);
  });
  watch.isListening = true;
  return async () => {
    watch.isListening = false;
    await stop();
  };
}

/** Calls `onMove` with each new state of one job, until the answer is called. */
export function watchJob(db: Db, { id, onMove }: { id: string; onMove: (state: string) => void }): () => void {
  const { emitter } = watchOf(db);
  emitter.on(id, onMove);
  return () => emitter.off(id, onMove);
}

/** Calls `onMove` with each move of any job, until the answer is called. */
export function watchJobs(db: Db, onMove: (move: JobMove) => void): () => void {
  const { emitter } = watchOf(db);
  emitter.on(anyJob, onMove);
  return () => emitter.off(anyJob, onMove);
}

/** How long one who waits may trust the notices before looking for itself, in milliseconds. */
export function lookAfterMs(db: Db): number {
  return watchOf(db).isListening ? 5_000 : 250;
}
