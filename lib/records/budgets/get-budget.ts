import type { Budget } from "@/lib/contracts/budget";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { readBudgets } from "./read-budgets";

/** A budget by its id. Throws `not_found`. */
export async function getBudget(ctx: Pick<Context, "db">, id: string): Promise<Budget> {
  const [budget] = await readBudgets(ctx, id);
  if (budget) return budget;
  throw new AppError({ code: "not_found", detail: `There is no budget '${id}'.`, hint: "GET /budgets lists them." });
}
