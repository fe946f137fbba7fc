import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { JobList, JobView } from "@/lib/contracts/envelope";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { getJson } from "./get-json";
import { isMoving } from "./job-states";

/** The view of the jobs list as it stands in the page's own URL: texts that the server has not judged yet. */
export type JobsPageFilter = { [Name in keyof JobsFilter]?: string | undefined } & { cursor?: string | undefined };

export const jobsOnPage = 50;
const jobMs = 1_000;

/** A page of jobs, newest first. */
export function jobsQuery(filter: JobsPageFilter) {
  const query = jobsSearch({ ...filter, limit: String(jobsOnPage) });
  return queryOptions({
    queryKey: ["jobs", query],
    queryFn: ({ signal }) => getJson<JobList>(`/api/jobs?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** The named values as a query; what is not given is left out. */
export function jobsSearch(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams(given).toString();
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
