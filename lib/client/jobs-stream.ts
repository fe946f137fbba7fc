import type { JobSummary } from "@/lib/contracts/envelope";

type JobsStreamOptions = {
  /** The filter, as a query. */
  query: string;
  onNews(news: { jobs: JobSummary[]; gone: string[] }): void;
  /** Something may have been missed: the list is to be fetched. */
  onGap(): void;
  /** Whether the stream can be relied on at the moment. */
  onLive(isLive: boolean): void;
};

/**
 * Follows the list of jobs until the answer is called. The browser connects again by itself. A tab that is not looked at
 * holds no connection, of which a browser has six for a server.
 */
export function openJobsStream({ query, onNews, onGap, onLive }: JobsStreamOptions): () => void {
  let source: EventSource | null = null;

  function connect(): void {
    const opened = new EventSource(`/api/jobs/events?${query}`);
    opened.addEventListener("open", () => {
      // What happened since the list was fetched was not told to anybody.
      onGap();
      onLive(true);
    });
    opened.addEventListener("error", () => onLive(false));
    opened.addEventListener("jobs", ({ data }: MessageEvent<string>) => onNews(JSON.parse(data)));
    opened.addEventListener("gap", onGap);
    source = opened;
  }

  function disconnect(): void {
    source?.close();
    source = null;
    onLive(false);
  }

  function onVisibility(): void {
    if (document.hidden) disconnect();
    else if (source === null) connect();
  }

  document.addEventListener("visibilitychange", onVisibility);
  if (!document.hidden) connect();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    disconnect();
  };
}
