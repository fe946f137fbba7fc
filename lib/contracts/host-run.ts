import { z } from "zod";
import { Breaker } from "./envelope";
import { JobState } from "./job";

/** A job that ran, or was to run, a command on a host. */
export const HostRunEntry = z.strictObject({
  job_id: z.string(),
  intent: z.string(),
  state: JobState,
  caller: z.string(),
  command: z.string().describe("The first 1,000 characters; the whole is on the job."),
  exit_code: z.int().nullable().describe("What the command ended with; null where it has not, or nobody knows."),
  created_at: z.string(),
});
export type HostRunEntry = z.infer<typeof HostRunEntry>;

/** `GET /approvals/{id}/host-runs`: the last on the host that the approval is for, newest first. */
export const HostRunList = z.strictObject({ runs: z.array(HostRunEntry) });
export type HostRunList = z.infer<typeof HostRunList>;

/** `GET /hosts/{id}/now`: whether the process that answers leaves the host alone, and what ran on it lately. */
export const HostNow = z.strictObject({ breaker: Breaker, runs: z.array(HostRunEntry) });
export type HostNow = z.infer<typeof HostNow>;
