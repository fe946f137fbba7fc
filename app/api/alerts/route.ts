import { listAlerts } from "@/lib/dispatch/list-alerts";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  // Whoever may change the rules may read them.
  if (!ctx.actor.rights.includes("admin")) requireRight(ctx, "jobs_of_others");
  return respondBody(await listAlerts(ctx));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
