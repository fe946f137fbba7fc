import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";

/** The databases whose queue this process works off, and found empty when it last looked. */
function idleQueues(): WeakSet<Db> {
  return globalState("idle-queues", () => new WeakSet());
}

export function setQueueIdle(db: Db, isIdle: boolean): void {
  if (isIdle) idleQueues().add(db);
  else idleQueues().delete(db);
}

/** Whether a new job would be this process's next one anyhow, so that it may be begun without a turn in the queue. */
export function isQueueIdle(db: Db): boolean {
  return idleQueues().has(db);
}
