import { IntentRulePath, PatchIntentRuleRequest, PutIntentRuleRequest } from "@/lib/contracts/intent-rule";
import { saveIntentRule } from "@/lib/dispatch/save-intent-rule";
import { deleteRule } from "@/lib/records/admission/delete-rule";
import { getRule } from "@/lib/records/admission/get-rule";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

type Path = { pattern: string };

export const GET = endpoint<Path>(async (ctx, _request, { pattern }) => {
  requireRight(ctx, "admin");
  return respondBody(await getRule(ctx, pattern));
});

export const PUT = endpoint<Path>(async (ctx, request, path) => {
  requireRight(ctx, "admin");
  const { pattern } = parseRequest(IntentRulePath, path);
  const change = parseRequest(PutIntentRuleRequest, await readJsonBody(request));
  return respondBody(await saveIntentRule(ctx, { pattern, change, isWhole: true }));
});

export const PATCH = endpoint<Path>(async (ctx, request, path) => {
  requireRight(ctx, "admin");
  const { pattern } = parseRequest(IntentRulePath, path);
  const change = parseRequest(PatchIntentRuleRequest, await readJsonBody(request));
  return respondBody(await saveIntentRule(ctx, { pattern, change, isWhole: false }));
});

export const DELETE = endpoint<Path>(async (ctx, _request, { pattern }) => {
  requireRight(ctx, "admin");
  return respondBody(await deleteRule(ctx, pattern));
});

export const { POST, OPTIONS } = refuseMethodsBut("GET", "PUT", "PATCH", "DELETE");
