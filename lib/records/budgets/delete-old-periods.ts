import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type DeleteOldPeriodsInput = { before: Date; limit: number };

/** Deletes one batch of what budgets counted in days and months that were over before a moment, and says how many rows. */
export async function deleteOldPeriods(
  ctx: Pick<Context, "db">,
  { before, limit }: DeleteOldPeriodsInput,
): Promise<number> {
  const [row] = await queryRows<{ deleted: number }>({
    db: ctx.db,
    query: sql`
      with old as (
        delete from budget_periods where id = any(array(
          select p.id from budgets b cross join lateral (
            select id from budget_periods where budget_id = b.id and starts_at < ${before.toISOString()}::timestamptz
              and ends_at < ${before.toISOString()}::timestamptz
            order by starts_at limit ${limit}::int
          ) p limit ${limit}::int
        )) returning 1
      ) select count(*)::int as deleted from old`,
  });
  return row?.deleted ?? 0;
}
