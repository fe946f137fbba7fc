import { JobsQuery } from "@/lib/contracts/jobs-filter";
import { jobSummary } from "@/lib/dispatch/job-envelope";
import { listJobs } from "@/lib/records/jobs/list-jobs";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  const { page, nextCursor } = await listJobs(ctx, parseQuery(JobsQuery, request));
  return respondBody({
    jobs: page.map((job) => jobSummary({ ...job })),
    next_cursor: nextCursor,
  });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
