import { AlertRuleId, AlertRuleRequest } from "@/lib/contracts/alert";
import { deleteAlertRule } from "@/lib/records/alerts/delete-alert-rule";
import { putAlertRule } from "@/lib/records/alerts/put-alert-rule";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const PUT = endpoint<{ id: string }>(async (ctx, request, params) => {
  requireRight(ctx, "admin");
  const id = parseRequest(AlertRuleId, params.id);
  const rule = parseRequest(AlertRuleRequest, await readJsonBody(request));
  return respondBody(await putAlertRule(ctx, { id, rule }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await deleteAlertRule(ctx, id));
});

export const { GET, POST, PATCH, OPTIONS } = refuseMethodsBut("PUT", "DELETE");
