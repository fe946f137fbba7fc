import { EventEmitter } from "node:events";
import type { JobState } from "@/lib/contracts/job";
import { globalState } from "@/lib/core/global-state";
import type { Database, Db } from "@/lib/db/database";
import { jobsChannel } from "./move-job";

/** What a notice says of a job: the state it came to, or that its run told or asked something, or was answered. */
export type JobNotice = JobState | "progress" | "question" | "answered";

/** The notices of one database: `change` for a move of any job, and its id for whatever one of them does. */
type JobWatch = { emitter: EventEmitter; isListening: boolean };

/** A job came into a state; `isCalledBack` says whether somebody asked to be told of its end. */
export type JobMove = { id: string; state: string; isCalledBack: boolean };

const anyJob = "change";
const moveless: ReadonlySet<string> = new Set<JobNotice>(["progress", "question", "answered"]);

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
    const [id = "", notice = "", callback] = payload.split(" ");
    watch.emitter.emit(id, notice);
    if (moveless.has(notice)) return;
    watch.emitter.emit(anyJob, { id, state: notice, isCalledBack: callback !== undefined } satisfies JobMove);
  });
  watch.isListening = true;
  return async () => {
    watch.isListening = false;
    await stop();
  };
}

/** Calls `onNotice` with each notice of one job, until the answer is called. */
export function watchJob(db: Db, { id, onNotice }: { id: string; onNotice: (notice: JobNotice) => void }): () => void {
  const { emitter } = watchOf(db);
  emitter.on(id, onNotice);
  return () => emitter.off(id, onNotice);
}

/** Calls `onMove` with each move of any job, until the answer is called. */
export function watchJobs(db: Db, onMove: (move: JobMove) => void): () => void {
  const { emitter } = watchOf(db);
  emitter.on(anyJob, onMove);
  return () => emitter.off(anyJob, onMove);
}

/** Whether notices come at all; where not, whoever waits looks for itself. */
export function isWatching(db: Db): boolean {
  return watchOf(db).isListening;
}

/** How long one who waits may trust the notices before looking for itself, in milliseconds. */
export function lookAfterMs(db: Db): number {
  return watchOf(db).isListening ? 5_000 : 250;
}

/** The same for one of many who wait long: seldom, and not all at the same time. */
export function lookSeldomAfterMs(db: Db): number {
  return (watchOf(db).isListening ? 30_000 : 1_000) * (1 + Math.random());
}
