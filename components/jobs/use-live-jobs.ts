"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type JobsPageFilter, jobsOnPage, jobsQuery, jobsSearch } from "@/lib/client/job-queries";
import { openJobsStream } from "@/lib/client/jobs-stream";
import { mergeJobs } from "@/lib/client/merge-jobs";

/** Keeps a page of the list up to date by the server's stream. False while there is none, and the list is to be polled. */
export function useLiveJobs({ filter, isPaused }: { filter: JobsPageFilter; isPaused: boolean }): boolean {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const { cursor, ...rest } = filter;
  const query = jobsSearch(rest);
  useEffect(() => {
    // The server's stream is the external system here.
    if (isPaused) return;
    const filterNow: JobsPageFilter = { ...Object.fromEntries(new URLSearchParams(query)), ...(cursor && { cursor }) };
    const { queryKey } = jobsQuery(filterNow);
    const fetchAnew = () => void client.invalidateQueries({ queryKey });
    return openJobsStream({
      query,
      onLive: setIsLive,
      onGap: fetchAnew,
      onNews: (news) => {
        client.setQueryData(queryKey, (list) => list && mergeJobs({ list, news, cursor, rowsMax: jobsOnPage }));
        // An answer that is on its way may be older than the news.
        if (client.isFetching({ queryKey }) > 0) fetchAnew();
      },
    });
  }, [client, query, cursor, isPaused]);
  return isLive && !isPaused;
}
