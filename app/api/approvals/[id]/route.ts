import { DecideRequest } from "@/lib/contracts/approval";
import { approvalView } from "@/lib/dispatch/approval-view";
import { decideApproval } from "@/lib/dispatch/decide-approval";
import { getApproval } from "@/lib/dispatch/get-approval";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) =>
  respondBody(approvalView(ctx, await getApproval(ctx, id))),
);

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  await decideApproval(ctx, { id, request: parseRequest(DecideRequest, await readJsonBody(request)) });
  return respondBody(approvalView(ctx, await getApproval(ctx, id)));
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
