import { verifyAudit } from "@/lib/records/audit/verify-audit";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody(await verifyAudit(ctx));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
