import { ApprovalsQuery } from "@/lib/contracts/approval";
import { approvalView } from "@/lib/dispatch/approval-view";
import { listApprovals } from "@/lib/records/approvals/list-approvals";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  const { page, nextCursor } = await listApprovals(ctx, parseQuery(ApprovalsQuery, request));
  return respondBody({ approvals: page.map((one) => approvalView(ctx, one)), next_cursor: nextCursor });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
