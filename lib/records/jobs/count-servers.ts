import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { jobsChannel } from "./move-job";

/**
 * How many processes serve on a Postgres, by their connections that listen for jobs. One behind a pooler that cannot
 * LISTEN is not seen.
 */
export async function countServers(ctx: Pick<Context, "db">): Promise<number> {
  const [row] = await queryRows<{ servers: string }>({
    db: ctx.db,
    query: sql`select count(*) as servers from pg_stat_activity
      where datname = current_database() and query ilike ${`listen "${jobsChannel}"%`}`,
  });
  return Number(row?.servers ?? 0);
}
