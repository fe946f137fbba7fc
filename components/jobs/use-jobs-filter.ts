"use client";

import { useSearchParams } from "next/navigation";
import type { JobsFilter } from "@/lib/client/job-queries";

/** The jobs filter, which lives in the page's URL so that a view can be linked to and gone back to. */
export function useJobsFilter() {
  const params = useSearchParams();
  const filter: JobsFilter = {
    state: params.get("state") || null,
    intent: params.get("intent") || null,
    cursor: params.get("cursor") || null,
  };
  // A new filter starts at its first page.
  const setFilter = (change: Partial<Omit<JobsFilter, "cursor">>) =>
    window.history.pushState(null, "", consolePath({ ...filter, ...change, cursor: null }));
  return { filter, setFilter };
}

/** The jobs page that shows a filter. */
export function consolePath(filter: JobsFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `/console?${new URLSearchParams(given)}` : "/console";
}
