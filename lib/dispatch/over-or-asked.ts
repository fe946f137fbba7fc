import type { Job } from "@/lib/records/jobs/job";
import { within } from "./within";

type OverOrAskedInput = { over: Promise<Job>; asked: Promise<void>; waitMs: number };

/** A job when its run is over within `waitMs`; null when it is not by then, or asks something before. */
export function overOrAsked({ over, asked, waitMs }: OverOrAskedInput): Promise<Job | null> {
  const first = Promise.race([over, asked.then(() => null)]);
  // Without time to wait nobody listens; whoever settles the job tells of a failure.
  first.catch(() => {});
  return within(first, waitMs);
}
