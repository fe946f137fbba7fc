import { queryOptions } from "@tanstack/react-query";
import type { JobView } from "@/lib/contracts/envelope";
import type { JobsAction, JobsActionRequest, JobsActionResult, JobsCount } from "@/lib/contracts/jobs-actions";
import type { JsonObject } from "@/lib/contracts/json";
import { getJson } from "./get-json";
import { type JobsPageFilter, jobPath, jobsSearch } from "./job-queries";
import { postJson } from "./post-json";

/** How many jobs an action would reach now; asked anew each time. */
export function actionCountQuery({ filter, action }: { filter: JobsPageFilter; action: JobsAction }) {
  const query = jobsSearch({ ...filter, cursor: undefined, action });
  return queryOptions({
    queryKey: ["jobs-count", query],
    queryFn: ({ signal }) => getJson<JobsCount>(`/api/jobs/count?${query}`, { signal }),
    gcTime: 0,
    staleTime: 0,
  });
}

/** Cancels or replays the jobs of a filter; the count says what was read before. */
export function actOnJobs({ action, request }: { action: JobsAction; request: JobsActionRequest }) {
  return postJson<JobsActionResult>(`/api/jobs/${action}`, request);
}

export function cancelJob(id: string): Promise<JobView> {
  return postJson<JobView>(`${jobPath(id)}/cancel`, {});
}

/** Starts a job again, with other inputs where they are given; the answer names the new job. */
export function replayJob({ id, inputs }: { id: string; inputs?: JsonObject }): Promise<{ job_id: string }> {
  return postJson<{ job_id: string }>(`${jobPath(id)}/replay`, { wait_s: 0, ...(inputs && { inputs }) });
}

export function resendCallback(id: string): Promise<JobView> {
  return postJson<JobView>(`${jobPath(id)}/callback/resend`, {});
}
