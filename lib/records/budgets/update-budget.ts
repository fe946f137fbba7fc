import { and, eq, sql } from "drizzle-orm";
import type { Budget, UpdateBudgetRequest } from "@/lib/contracts/budget";
import { toMicros } from "@/lib/contracts/money";
import { AppError } from "@/lib/core/app-error";
import { budgetPeriods, budgets } from "@/lib/db/schema-admission";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { differencesOf } from "@/lib/records/audit/differences-of";
import type { Context } from "@/lib/records/context";
import { auditedBudget } from "./audited-budget";
import { getBudget } from "./get-budget";

type UpdateBudgetInput = { id: string; change: UpdateBudgetRequest };

/**
 * Changes what may be spent; what is spent stays, and a soft amount that is raised is told of again. Throws `not_found`,
 * and `invalid_request` when neither amount would be left.
 */
export async function updateBudget(ctx: Context, { id, change }: UpdateBudgetInput): Promise<Budget> {
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const before = await getBudget(tx, id);
    const { soft = before.soft, hard = before.hard } = change;
    if (soft === null && hard === null) throw empty();
    await db
      .update(budgets)
      .set({
        softMicros: soft === null ? null : toMicros(soft),
        hardMicros: hard === null ? null : toMicros(hard),
        updatedAt: ctx.clock.now(),
        updatedBy: ctx.actor.name,
      })
      .where(eq(budgets.id, id));
    if (soft !== null && soft > (before.soft ?? 0)) {
      const isNow = and(eq(budgetPeriods.budgetId, id), sql`ends_at > now()`);
      await db.update(budgetPeriods).set({ softNotifiedAt: null }).where(isNow);
    }
    const after = await getBudget(tx, id);
    const changed = differencesOf({ before: auditedBudget(before), after: auditedBudget(after) });
    if (Object.keys(changed).length > 0) {
      await appendAudit(tx, { kind: "budget.changed", subject: id, data: { changed } });
    }
    return after;
  });
}

function empty(): AppError {
  return new AppError({
    code: "invalid_request",
    detail: "A budget needs a soft or a hard amount.",
    hint: "Remove the budget instead: DELETE /budgets/{id}.",
    errors: [{ path: "hard", message: "or soft must be left" }],
  });
}
