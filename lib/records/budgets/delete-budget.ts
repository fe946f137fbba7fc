import { eq, sql } from "drizzle-orm";
import type { Budget } from "@/lib/contracts/budget";
import { budgets } from "@/lib/db/schema-admission";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedBudget } from "./audited-budget";
import { getBudget } from "./get-budget";

/** Removes a budget with what it has counted; what its calls cost stays on the jobs. Throws `not_found`. */
export async function deleteBudget(ctx: Context, id: string): Promise<Budget> {
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const budget = await getBudget(tx, id);
    await db.delete(budgets).where(eq(budgets.id, id));
    // In order, like everybody who locks several.
    await db.execute(sql`select 1 from budget_periods where budget_id = ${id} order by id for update`);
    await db.execute(sql`delete from budget_periods where budget_id = ${id}`);
    await appendAudit(tx, { kind: "budget.removed", subject: id, data: auditedBudget(budget) });
    return budget;
  });
}
