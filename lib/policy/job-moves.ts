import type { JobState } from "@/lib/contracts/job";

/**
 * Every move a job may make. `running` goes back to `queued` when its process dies or stops; what has ended never moves
 * again.
 */
export const jobMoves: Record<JobState, readonly JobState[]> = {
  queued: ["running", "failed", "cancelled", "expired"],
  awaiting_approval: ["queued", "rejected", "cancelled", "expired"],
  running: ["succeeded", "failed", "retrying", "queued", "cancelled", "expired"],
  retrying: ["running", "failed", "cancelled", "expired"],
  succeeded: [],
  failed: [],
  cancelled: [],
  expired: [],
  rejected: [],
};

/** The states from which a job may come to `to`. */
export function statesBefore(to: JobState): JobState[] {
  return (Object.keys(jobMoves) as JobState[]).filter((from) => jobMoves[from].includes(to));
}

/** Whether nothing can follow a state. */
export function isFinal(state: JobState): boolean {
  return jobMoves[state].length === 0;
}

/** The states that nothing follows. */
export const finalStates: readonly JobState[] = (Object.keys(jobMoves) as JobState[]).filter(isFinal);
