import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { followJobs, type JobsNews } from "@/lib/dispatch/follow-jobs";
import { jobSummary } from "@/lib/dispatch/job-envelope";
import type { Context } from "@/lib/records/context";
import { createCallerGuard } from "./caller-guard";
import { eventFrame, respondStream } from "./respond-stream";

type RespondJobsEventsInput = { request: Request; filter: JobsFilter };

/**
 * What becomes of the jobs of a filter, as a stream that ends when its caller may see them no more. A client that comes
 * again reads the list first.
 */
export function respondJobsEvents(ctx: Context, { request, filter }: RespondJobsEventsInput): Response {
  const guard = createCallerGuard(ctx, request);
  const follower = followJobs({ ...ctx, signal: guard.signal }, filter);
  return respondStream({
    next: async () => {
      guard.start();
      return textOf(await follower.next());
    },
    stop: () => {
      guard.stop();
      follower.stop();
    },
  });
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
