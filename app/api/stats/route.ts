import { StatsQuery } from "@/lib/contracts/stats";
import { readStats } from "@/lib/records/jobs/read-stats";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => respondBody(await readStats(ctx, parseQuery(StatsQuery, request))));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
