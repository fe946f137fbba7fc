import { CreateBudgetRequest } from "@/lib/contracts/budget";
import { createBudget } from "@/lib/records/budgets/create-budget";
import { readBudgets } from "@/lib/records/budgets/read-budgets";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody({ budgets: await readBudgets(ctx), currency: ctx.env.currency });
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(await createBudget(ctx, parseRequest(CreateBudgetRequest, await readJsonBody(request))), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
