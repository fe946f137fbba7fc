import type { JobState } from "@/lib/contracts/job";

/** Every state a job can be in, in the order of its life, with the word that a person reads. */
export const jobStateLabels: Record<JobState, string> = {
  queued: "Queued",
  awaiting_approval: "Awaiting approval",
  running: "Running",
  retrying: "Retrying",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  expired: "Expired",
  rejected: "Rejected",
};

const movingStates: ReadonlySet<JobState> = new Set(["queued", "awaiting_approval", "running", "retrying"]);

/** Whether a job may still change by itself. */
export function isMoving(state: JobState): boolean {
  return movingStates.has(state);
}
