import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { noPeriodIsLonger } from "./no-period-is-longer";

/** A budget that has come to its soft amount, in a period in which nobody has told of it yet. */
export type SoftNotice = { periodId: string; budgetId: string };

/** Takes up what is to be told of budgets, once a period in all processes together, and puts it in the audit log. */
export function claimSoftNotices(ctx: Pick<Context, "db" | "clock" | "actor">): Promise<SoftNotice[]> {
  return ctx.db.transaction(async (db) => {
    const rows = await queryRows<{ id: string; budget_id: string; spent: string | number }>({
      db,
      query: sql`
        update budget_periods set soft_notified_at = now() where id in (
          select p.id from budget_periods p join budgets b on b.id = p.budget_id
          where p.soft_notified_at is null and p.starts_at > ${noPeriodIsLonger} and p.ends_at > now()
            and p.spent_micros >= b.soft_micros
          order by p.id limit 20 for update of p skip locked)
        returning id, budget_id, spent_micros as spent`,
    });
    for (const { id, budget_id, spent } of rows) {
      const data = { period: id, spent_micros: Number(spent) };
      await appendAudit({ ...ctx, db }, { kind: "budget.soft_reached", subject: budget_id, data });
    }
    return rows.map(({ id, budget_id }) => ({ periodId: id, budgetId: budget_id }));
  });
}
