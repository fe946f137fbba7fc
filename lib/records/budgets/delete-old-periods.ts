import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type DeleteOldPeriodsInput = { before: Date; limit: number };

/**
 * Deletes one batch of what budgets counted in days and months that were over before a moment, and says how many rows. By
 * the database's clock they must be over too, or a process whose clock is ahead would give out what is spent once more.
 */
export async function deleteOldPeriods(
  ctx: Pick<Context, "db">,
  { before, limit }: DeleteOldPeriodsInput,
): Promise<number> {
  const [row] = await queryRows<{ deleted: number }>({
    db: ctx.db,
    query: sql`
      with over as materialized (
        select p.id from budgets b cross join lateral (
          select id from budget_periods where budget_id = b.id and starts_at < ${before.toISOString()}::timestamptz
            and ends_at < ${before.toISOString()}::timestamptz and ends_at < now() - interval '2 days'
          order by starts_at limit ${limit}::int
        ) p limit ${limit}::int
      ), locked as materialized (
        select id from budget_periods where id in (select id from over) order by id for update skip locked
      ), old as (
        delete from budget_periods where id in (select id from locked) returning 1
      ) select count(*)::int as deleted from old`,
  });
  return row?.deleted ?? 0;
}
