import { globalState } from "@/lib/core/global-state";
import type { Job } from "@/lib/records/jobs/job";
import { within } from "./within";

const running = globalState("in-flight-jobs", () => new Map<string, Promise<Job>>());

/** Keeps a running job's promise, which comes to the finished job, until it does. */
export function trackJob(id: string, finished: Promise<Job>): void {
  running.set(id, finished);
  const forget = () => running.delete(id);
  finished.then(forget, forget);
}

/** The promise of a job that runs in this process, or null. */
export function findInFlight(id: string): Promise<Job> | null {
  return running.get(id) ?? null;
}

/** Waits for the jobs of this process, `waitMs` at most, and says how many are still running. */
export async function drainJobs(waitMs: number): Promise<number> {
  await within(Promise.allSettled(running.values()), waitMs);
  return running.size;
}
