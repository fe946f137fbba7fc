import { AuditExportQuery } from "@/lib/contracts/audit";
import { exportAudit } from "@/lib/records/audit/export-audit";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondLines } from "@/lib/surfaces/http/respond-lines";

export const GET = endpoint(async (ctx, request) => {
  if (!ctx.actor.rights.includes("approve")) requireRight(ctx, "admin");
  const batches = exportAudit(ctx, { filter: parseQuery(AuditExportQuery, request) });
  return respondLines({ batches, filename: `audit-${ctx.clock.now().toISOString().slice(0, 10)}.jsonl` });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
