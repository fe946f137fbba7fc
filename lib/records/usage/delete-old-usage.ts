import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { UsageSpan } from "./add-counts";

type DeleteOldUsageInput = { span: UsageSpan; before: Date; limit: number };

/** Deletes one batch of the counts of hours, or days, that began before a moment, and says how many rows. */
export async function deleteOldUsage(
  ctx: Pick<Context, "db">,
  { span, before, limit }: DeleteOldUsageInput,
): Promise<number> {
  const table = sql.raw(`usage_${span}s`);
  const start = sql.raw(span);
  const [row] = await queryRows<{ deleted: number }>({
    db: ctx.db,
    query: sql`
      with old as (
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where ${start} < ${before.toISOString()}::timestamptz order by ${start} limit ${limit}::int
        )) returning 1
      ) select count(*)::int as deleted from old`,
  });
  return row?.deleted ?? 0;
}
