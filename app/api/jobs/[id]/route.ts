import { JobQuery } from "@/lib/contracts/job";
import { awaitJob } from "@/lib/dispatch/await-job";
import { jobView } from "@/lib/dispatch/job-envelope";
import { findCallback } from "@/lib/records/callbacks/find-callback";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody, respondFitted } from "@/lib/surfaces/http/respond";

// A caller may wait 40 seconds, where a platform ends a call after some.
export const maxDuration = 60;

export const GET = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  const query = parseQuery(JobQuery, request);
  const visible = await getVisibleJob(ctx, id);
  const job = await awaitJob(ctx, { job: visible, waitMs: query.wait * 1000, signal: request.signal });
  const view = jobView(ctx, { job, callback: await findCallback(ctx, job) });
  return query.full ? respondBody(view) : respondFitted(view, ["result", "inputs", "context"]);
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
