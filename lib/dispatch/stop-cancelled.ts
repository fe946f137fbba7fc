import type { Context } from "@/lib/records/context";
import { watchJobs } from "@/lib/records/jobs/job-watch";
import { lostJob } from "./lost-job";
import { runningJobs } from "./running-jobs";

/** Stops runs of this process whose job is cancelled by another one, as soon as the database says so. */
export function stopCancelled(ctx: Pick<Context, "db">): () => void {
  return watchJobs(ctx.db, ({ id, state }) => {
    if (state === "cancelled") runningJobs(ctx.db).get(id)?.controller.abort(lostJob());
  });
}
