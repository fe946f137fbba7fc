import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { JobList, JobView } from "@/lib/contracts/envelope";
import { getJson } from "./get-json";
import { isMoving } from "./job-states";

/** The view of the jobs list as it stands in the page's own URL. */
export type JobsFilter = { state: string | null; intent: string | null; cursor: string | null };

const listMs = 3_000;
const jobMs = 1_000;

/** A page of jobs, newest first, fetched again every three seconds. */
export function jobsQuery(filter: JobsFilter) {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
  return queryOptions({
    queryKey: ["jobs", query],
    queryFn: ({ signal }) => getJson<JobList>(`/api/jobs${query && `?${query}`}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: listMs,
  });
}

/** One job, fetched every second until it has ended. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => getJson<JobView>(jobPath(id), { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.state) ? jobMs : false),
  });
}

/** Where the API keeps a job. */
export function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}
