"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type JobsPageFilter, jobsSearch } from "@/lib/client/job-queries";

const names = ["state", "intent", "mode", "caller", "since", "until", "replay_of", "q", "cursor"] as const;

/** The jobs filter, which lives in the page's URL so that a view can be linked to and gone back to. */
export function useJobsFilter() {
  const params = useSearchParams().toString();
  return useMemo(() => {
    const given = new URLSearchParams(params);
    const filter: JobsPageFilter = Object.fromEntries(
      names.flatMap((name) => (given.get(name) ? [[name, given.get(name)]] : [])),
    );
    // A new filter starts at its first page.
    const setFilter = (change: JobsPageFilter) =>
      window.history.pushState(null, "", jobsPagePath({ ...filter, ...change, cursor: undefined }));
    return { filter, setFilter, isFiltered: names.some((name) => name !== "cursor" && filter[name]) };
  }, [params]);
}

/** The jobs page that shows a filter. */
export function jobsPagePath(filter: JobsPageFilter): string {
  const query = jobsSearch(filter);
  return query ? `/console/jobs?${query}` : "/console/jobs";
}
