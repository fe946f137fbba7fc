import { JobQuery } from "@/lib/contracts/job";
import { awaitJob } from "@/lib/dispatch/await-job";
import { jobView } from "@/lib/dispatch/job-envelope";
import type { Context } from "@/lib/records/context";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { whileAllowed } from "@/lib/surfaces/http/caller-guard";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody, respondFitted } from "@/lib/surfaces/http/respond";

// A caller may wait 40 seconds, where a platform ends a call after some.
export const maxDuration = 60;

export const GET = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  const query = parseQuery(JobQuery, request);
  const visible = await getVisibleJob(ctx, id);
  const waitMs = query.wait * 1000;
  const wait = (ctx: Context) => awaitJob(ctx, { job: visible, waitMs, signal: request.signal });
  const job = waitMs > 0 ? await whileAllowed(ctx, { request, work: wait }) : visible;
  const view = jobView(ctx, { job, ...(await findJobDetails(ctx, job)) });
  return query.full ? respondBody(view) : respondFitted(view, ["result", "inputs", "context", "questions"]);
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
