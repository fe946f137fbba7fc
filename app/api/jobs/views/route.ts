import { SaveViewRequest } from "@/lib/contracts/saved-view";
import { listViews } from "@/lib/records/views/list-views";
import { saveView } from "@/lib/records/views/save-view";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => respondBody({ views: await listViews(ctx) }));

export const POST = endpoint(async (ctx, request) =>
  respondBody(await saveView(ctx, parseRequest(SaveViewRequest, await readJsonBody(request))), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
