import { JobsExportQuery } from "@/lib/contracts/jobs-export";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondExport } from "@/lib/surfaces/http/respond-export";

export const GET = endpoint(async (ctx, request) => respondExport(ctx, parseQuery(JobsExportQuery, request)));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
