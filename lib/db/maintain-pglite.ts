import { sql } from "drizzle-orm";
import { type Db, queryRows } from "./database";

const tablesMax = 2;

/**
 * Does what autovacuum does on a server, which PGlite has not: without statistics the planner ignores the indexes, and
 * without vacuum dead rows pile up. A table is due by Postgres's own default thresholds (a tenth of its rows changed
 * since the last analyze, or a fifth of them dead). A few tables at a time, since queries wait meanwhile.
 */
export async function maintainPglite(db: Db): Promise<void> {
  // Counters reach the statistics once a second; these must be the present ones.
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const due = await queryRows<{ name: string; is_dirty: boolean }>({
    db,
    query: sql`
      select quote_ident(relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as is_dirty from pg_stat_user_tables
      where n_mod_since_analyze > 50 + 0.1 * n_live_tup or n_dead_tup > 50 + 0.2 * n_live_tup
      order by n_mod_since_analyze desc limit ${tablesMax}::int`,
  });
  for (const { name, is_dirty } of due) {
    await db.execute(sql.raw(is_dirty ? `vacuum (analyze) ${name}` : `analyze ${name}`));
  }
}
