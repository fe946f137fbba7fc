import { AttentionQuery } from "@/lib/contracts/attention";
import { listFiringAlerts } from "@/lib/records/alerts/list-alerts";
import { listTightBudgets } from "@/lib/records/budgets/list-tight-budgets";
import { listTroubledCallbacks } from "@/lib/records/callbacks/list-troubled-callbacks";
import { countFailedLately } from "@/lib/records/jobs/count-failed-lately";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  parseQuery(AttentionQuery, request);
  const [failed_jobs, alerts, callbacks, budgets] = await Promise.all([
    countFailedLately(ctx),
    ctx.actor.rights.includes("jobs_of_others") ? listFiringAlerts(ctx) : [],
    listTroubledCallbacks(ctx),
    listTightBudgets(ctx),
  ]);
  return respondBody({ failed_jobs, alerts, callbacks, budgets });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
