import type { Db } from "@/lib/db/database";
import { runningJobs } from "./running-jobs";
import { stopped } from "./stopped";

/** Stops what waits for somebody's answer when the process is about to stop: it may come much later than that. */
export function stopAsking(db: Db): void {
  for (const job of runningJobs(db).values()) if (job.isAsking()) job.controller.abort(stopped());
}
