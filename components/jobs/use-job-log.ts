"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { JobLog, type JobLogFacts } from "@/lib/client/job-log";
import { jobPath, jobQuery } from "@/lib/client/job-queries";

/** A job's log as it is read along; the page's own copy of the job is fetched anew when it moves. */
export function useJobLog(id: string): JobLogFacts {
  const client = useQueryClient();
  const [log] = useState(
    () =>
      new JobLog({
        path: `${jobPath(id)}/events`,
        onMove: () => void client.invalidateQueries({ queryKey: jobQuery(id).queryKey }),
      }),
  );
  return useSyncExternalStore(log.subscribe, log.facts, log.facts);
}
