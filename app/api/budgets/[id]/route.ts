import { UpdateBudgetRequest } from "@/lib/contracts/budget";
import { deleteBudget } from "@/lib/records/budgets/delete-budget";
import { getBudget } from "@/lib/records/budgets/get-budget";
import { updateBudget } from "@/lib/records/budgets/update-budget";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await getBudget(ctx, id));
});

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateBudgetRequest, await readJsonBody(request));
  return respondBody(await updateBudget(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await deleteBudget(ctx, id));
});

export const { POST, PUT, OPTIONS } = refuseMethodsBut("GET", "PATCH", "DELETE");
