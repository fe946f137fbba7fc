import type { EventEmitter } from "node:events";
import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";

/** How many wait for notices of a job. */
export function watchersOf(db: Db, jobId: string): number {
  const watches = globalState("job-watches", () => new WeakMap<Db, { emitter: EventEmitter }>());
  return watches.get(db)?.emitter.listenerCount(jobId) ?? 0;
}
