import type { Budget, BudgetList, CreateBudgetRequest, UpdateBudgetRequest } from "@/lib/contracts/budget";
import { createBudget } from "@/lib/records/budgets/create-budget";
import { deleteBudget } from "@/lib/records/budgets/delete-budget";
import { readBudgets } from "@/lib/records/budgets/read-budgets";
import { updateBudget } from "@/lib/records/budgets/update-budget";
import type { AdminVerb } from "./with-admin";

type Change = { id: string; change: UpdateBudgetRequest };

const pathOf = (id: string) => `/budgets/${encodeURIComponent(id)}`;

const list: AdminVerb<void, BudgetList> = {
  run: async (ctx) => ({ budgets: await readBudgets(ctx), currency: ctx.env.currency }),
  ask: () => ({ method: "GET", path: "/budgets" }),
};

const add: AdminVerb<CreateBudgetRequest, Budget> = {
  run: createBudget,
  ask: (body) => ({ method: "POST", path: "/budgets", body }),
};

const edit: AdminVerb<Change, Budget> = {
  run: updateBudget,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const remove: AdminVerb<string, Budget> = {
  run: deleteBudget,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

/** What the command line does with budgets. */
export const budgetVerbs = { list, add, edit, remove };
