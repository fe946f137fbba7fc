import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";

/** Of each database whose queue this process works off, whether it found that empty when it last looked. */
function queues(): WeakMap<Db, boolean> {
  return globalState("idle-queues", () => new WeakMap());
}

/** `null` when this process works it off no longer. */
export function setQueueIdle(db: Db, isIdle: boolean | null): void {
  if (isIdle === null) queues().delete(db);
  else queues().set(db, isIdle);
}

/** Whether a new job would be this process's next one anyhow, so that it may be begun without a turn in the queue. */
export function isQueueIdle(db: Db): boolean {
  return queues().get(db) === true;
}

/** Whether jobs may be waiting for a place of this process. */
export function isQueueWaiting(db: Db): boolean {
  return queues().get(db) === false;
}
