import { JobsActionRequest } from "@/lib/contracts/jobs-actions";
import { actOnJobs } from "@/lib/dispatch/act-on-jobs";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint(async (ctx, request) => {
  const asked = parseRequest(JobsActionRequest, await readJsonBody(request));
  return respondBody(await actOnJobs(ctx, { ...asked, action: "cancel", signal: request.signal }));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
