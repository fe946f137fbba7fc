import { sql } from "drizzle-orm";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { walkJobs } from "./walk-jobs";
import { walkSql } from "./walk-sql";

/** What a count shows at most, and how many jobs are looked at for it. */
export const countMax = 10_000;
const seenMax = 50_000;

/** How many jobs fit a filter; `isMore` when there may be more of them than were counted. */
export async function countJobs(ctx: Context, filter: JobsFilter): Promise<{ count: number; isMore: boolean }> {
  const walk = await walkJobs(ctx, { filter });
  const fits = walk.rest ? sql` where ${walk.rest}` : sql``;
  const [row] = await queryRows<{ count: number; seen: number }>({
    db: ctx.db,
    query: sql`
      with seen as materialized (${walkSql({ walk, seenMax: walk.rest ? seenMax : countMax + 1 })})
      select (select count(*)::int from (select 1 from seen${fits} limit ${countMax + 1}::int) as fitting) as count,
        (select count(*)::int from seen) as seen`,
  });
  const { count = 0, seen = 0 } = row ?? {};
  return { count: Math.min(count, countMax), isMore: count > countMax || (walk.rest !== null && seen === seenMax) };
}
