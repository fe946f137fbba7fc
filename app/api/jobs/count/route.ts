import { actionFilter, JobsCountQuery } from "@/lib/contracts/jobs-actions";
import { countJobs } from "@/lib/records/jobs/count-jobs";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  const { action, ...query } = parseQuery(JobsCountQuery, request);
  const filter = action ? actionFilter({ filter: query, action }) : query;
  const { count, isMore } = filter ? await countJobs(ctx, filter) : { count: 0, isMore: false };
  return respondBody({ count, is_more: isMore });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
