import { getApproval } from "@/lib/dispatch/get-approval";
import { listHostRuns } from "@/lib/records/jobs/list-host-runs";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

const runsShown = 5;

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  const { approval } = await getApproval(ctx, id);
  const { host: alias } = approval.card;
  const runs = alias === null ? [] : await listHostRuns(ctx, { alias, exceptJobId: approval.jobId, limit: runsShown });
  return respondBody({ runs });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
