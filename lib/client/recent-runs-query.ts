import { queryOptions } from "@tanstack/react-query";
import type { JobList } from "@/lib/contracts/envelope";
import { getJson } from "./get-json";

const runsShown = 5;
const refetchMs = 10_000;

/** The newest jobs of one intent. */
export function recentRunsQuery(intent: string) {
  const query = new URLSearchParams({ intent, limit: String(runsShown) }).toString();
  return queryOptions({
    queryKey: ["jobs", "recent", query],
    queryFn: ({ signal }) => getJson<JobList>(`/api/jobs?${query}`, { signal }),
    refetchInterval: refetchMs,
  });
}

/** The newest jobs of all, as they were a moment ago. */
export function recentJobsQuery() {
  return queryOptions({
    queryKey: ["jobs", "recent"],
    queryFn: ({ signal }) => getJson<JobList>("/api/jobs?limit=20", { signal }),
    staleTime: refetchMs,
  });
}
