import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Closes what waits for nobody any more, because its job was cancelled. */
export async function cancelApproval(ctx: Pick<Context, "db">, id: string): Promise<void> {
  await ctx.db.execute(
    sql`update approvals set state = 'cancelled' where id = ${id} and state in ('waiting', 'approved')`,
  );
}

/** Closes what nobody decided in time, by the database's clock, 100 at most, and says which. */
export function closeLateApprovals(
  ctx: Pick<Context, "db">,
): Promise<{ id: string; job_id: string; intent: string }[]> {
  return queryRows({
    db: ctx.db,
    query: sql`
      update approvals set state = 'expired'
      where id in (
        select id from approvals where state = 'waiting' and expires_at < now() order by id limit 100 for update skip locked
      ) returning id, job_id, intent`,
  });
}
