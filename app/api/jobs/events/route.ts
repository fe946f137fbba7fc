import { JobsFilter } from "@/lib/contracts/jobs-filter";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondJobsEvents } from "@/lib/surfaces/http/respond-jobs-events";

export const GET = endpoint(async (ctx, request) =>
  respondJobsEvents(ctx, { request, filter: parseQuery(JobsFilter, request) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
