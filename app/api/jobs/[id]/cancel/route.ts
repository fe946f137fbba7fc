import { NoBody } from "@/lib/contracts/job";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import { jobView } from "@/lib/dispatch/job-envelope";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readInputs } from "@/lib/surfaces/http/read-inputs";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondFitted } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  parseRequest(NoBody, await readInputs(request));
  const job = await cancelJob(ctx, id);
  return respondFitted(jobView(ctx, { job, ...(await findJobDetails(ctx, job)) }), ["inputs", "context", "questions"]);
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
