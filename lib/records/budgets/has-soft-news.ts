import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { noPeriodIsLonger } from "./no-period-is-longer";

/** Whether a budget has come to its soft amount and nobody was told; reads only. */
export async function hasSoftNews(ctx: Pick<Context, "db">): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      select 1 as one from budgets b join budget_periods p on p.budget_id = b.id
      where p.soft_notified_at is null and p.starts_at > ${noPeriodIsLonger} and p.ends_at > now()
        and p.spent_micros >= b.soft_micros limit 1`,
  });
  return rows.length > 0;
}
