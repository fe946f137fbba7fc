import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { followJobs, type JobsNews } from "@/lib/dispatch/follow-jobs";
import { jobSummary } from "@/lib/dispatch/job-envelope";
import type { Context } from "@/lib/records/context";
import { eventFrame, respondStream } from "./respond-stream";

/** What becomes of the jobs of a filter, as a stream without end. A client that comes again reads the list first. */
export function respondJobsEvents(ctx: Context, filter: JobsFilter): Response {
  const follower = followJobs(ctx, filter);
  return respondStream({ next: async () => textOf(await follower.next()), stop: follower.stop });
}

/** News as it travels; nothing at all is the end of the stream. */
function textOf(news: JobsNews): string {
  switch (news.kind) {
    case "jobs":
      return eventFrame({ event: "jobs", data: { jobs: news.jobs.map(jobSummary), gone: news.gone } });
    case "gap":
      return eventFrame({ event: "gap", data: {} });
    case "quiet":
      return ": still here\n\n";
    case "stopped":
      return "";
  }
}
