import type { JobSummary } from "@/lib/contracts/envelope";
import { openLiveSource } from "./open-live-source";

type JobsStreamOptions = {
  /** The filter, as a query. */
  query: string;
  onNews(news: { jobs: JobSummary[]; gone: string[] }): void;
  /** Something may have been missed: the list is to be fetched. */
  onGap(): void;
  /** Whether the stream can be relied on at the moment. */
  onLive(isLive: boolean): void;
};

/** Follows the list of jobs until the answer is called. */
export function openJobsStream({ query, onNews, onGap, onLive }: JobsStreamOptions): () => void {
  return openLiveSource({
    path: `/api/jobs/events?${query}`,
    on: { jobs: (data) => onNews(JSON.parse(data)), gap: onGap },
    onOpen: () => {
      // What happened since the list was fetched was not told to anybody.
      onGap();
      onLive(true);
    },
    onLost: () => onLive(false),
  });
}
