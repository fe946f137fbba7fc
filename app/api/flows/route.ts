import { CreateFlowRequest } from "@/lib/contracts/flow-binding";
import { addFlow } from "@/lib/dispatch/save-flow";
import { flowEntry } from "@/lib/records/flows/flow-entry";
import { listFlows } from "@/lib/records/flows/list-flows";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody({ flows: (await listFlows(ctx)).map(flowEntry) });
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(await addFlow(ctx, parseRequest(CreateFlowRequest, await readJsonBody(request))), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
