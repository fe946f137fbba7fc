import { UsageQuery } from "@/lib/contracts/usage";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondUsage } from "@/lib/surfaces/http/respond-usage";

export const GET = endpoint(async (ctx, request) =>
  respondUsage(ctx, { request, query: parseQuery(UsageQuery, request) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
