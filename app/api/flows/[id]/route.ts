import { UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import { changeFlow } from "@/lib/dispatch/save-flow";
import { deleteFlow } from "@/lib/records/flows/delete-flow";
import { flowEntry } from "@/lib/records/flows/flow-entry";
import { getFlow } from "@/lib/records/flows/get-flow";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(flowEntry(await getFlow(ctx, id)));
});

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateFlowRequest, await readJsonBody(request));
  return respondBody(await changeFlow(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await deleteFlow(ctx, id));
});

export const { POST, PUT, OPTIONS } = refuseMethodsBut("GET", "PATCH", "DELETE");
