import type { JobState } from "@/lib/contracts/job";
import type { jobs } from "@/lib/db/schema";

export type Job = typeof jobs.$inferSelect;

const finishedStates: ReadonlySet<JobState> = new Set(["succeeded", "failed", "cancelled", "expired", "rejected"]);

/** Whether a job has come to its end and will not change any more. */
export function isFinished(job: Pick<Job, "state">): boolean {
  return finishedStates.has(job.state);
}
