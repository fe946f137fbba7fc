import { AttentionQuery } from "@/lib/contracts/attention";
import { listTroubledCallbacks } from "@/lib/records/callbacks/list-troubled-callbacks";
import { countFailedLately } from "@/lib/records/jobs/count-failed-lately";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  parseQuery(AttentionQuery, request);
  const [failed_jobs, callbacks] = await Promise.all([countFailedLately(ctx), listTroubledCallbacks(ctx)]);
  return respondBody({ failed_jobs, callbacks });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
