import { AuditQuery } from "@/lib/contracts/audit";
import { listAudit } from "@/lib/records/audit/list-audit";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  if (!ctx.actor.rights.includes("approve")) requireRight(ctx, "admin");
  return respondBody(await listAudit(ctx, parseQuery(AuditQuery, request)));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
