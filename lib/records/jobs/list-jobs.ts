import { sql } from "drizzle-orm";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { type JobRow, toJobRow } from "./job-row";
import { type JobsWalk, walkJobs } from "./walk-jobs";
import { walkSql } from "./walk-sql";

/** How many jobs a page looks at when a filter has no index: what it costs at most. */
const seenMax = 20_000;

type ListJobsInput = JobsFilter & { limit: number; cursor?: string | undefined };

/**
 * A page of the jobs that the actor may see, newest first, and the cursor of the next one. Where few jobs fit, a page may
 * hold fewer than `limit`, or none, and have a next one: a page looks at 20,000 jobs at most.
 */
export async function listJobs(ctx: Context, { limit, cursor, ...filter }: ListJobsInput) {
  const walk = await walkJobs(ctx, { filter, cursor });
  const rows = await queryRows({
    db: ctx.db,
    query: walk.rest
      ? sql`select * from (${walkSql({ walk, seenMax })}) as seen where ${walk.rest} order by id desc limit ${limit + 1}::int`
      : walkSql({ walk, seenMax: limit + 1 }),
  });
  const page: JobRow[] = rows.slice(0, limit).map(toJobRow);
  if (rows.length > limit) return { page, nextCursor: page.at(-1)?.id ?? null };
  return { page, nextCursor: walk.rest ? await endOfWalk(ctx, walk) : null };
}

/** The last job that was looked at; null when the way ended before. */
async function endOfWalk(ctx: Context, walk: JobsWalk): Promise<string | null> {
  const [last] = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`select id from (${walkSql({ walk, seenMax })}) as seen offset ${seenMax - 1}::int limit 1`,
  });
  return last?.id ?? null;
}
