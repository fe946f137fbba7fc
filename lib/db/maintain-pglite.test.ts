import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { queryRows } from "./database";
import { maintainPglite } from "./maintain-pglite";
import { openPglite } from "./open-pglite";

const database = await openPglite({ dataDir: null });
const { db } = database;

async function statistics() {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await queryRows<{ live: number; dead: number; changed: number; estimated: number }>({
    db,
    query: sql`
      select n_live_tup::int as live, n_dead_tup::int as dead, n_mod_since_analyze::int as changed,
        (select reltuples::int from pg_class where relname = 'api_keys') as estimated
      from pg_stat_user_tables where relname = 'api_keys'`,
  });
  return row;
}

async function insertKeys(prefix: string, count: number) {
  await db.execute(sql`
    insert into api_keys (id, name, hash, starts_with, intents, namespace, rights, created_at)
    select ${prefix} || n, 'k', ${prefix} || n, 'k', '{}', 'default', '{}', now() from generate_series(1, ${count}::int) n`);
}

it("gives the planner its numbers when a table has grown, and leaves it alone when not", async () => {
  await insertKeys("a", 1000);
  expect(await statistics()).toMatchObject({ changed: 1000, estimated: -1 });
  await maintainPglite(db);
  expect(await statistics()).toMatchObject({ changed: 0, estimated: 1000 });
  await insertKeys("b", 20);
  await maintainPglite(db);
  expect(await statistics()).toMatchObject({ changed: 20, estimated: 1000 });
});

it("takes away dead rows when there are many", async () => {
  await db.execute(sql`update api_keys set name = 'other'`);
  expect((await statistics())?.dead).toBeGreaterThan(1000);
  await maintainPglite(db);
  expect(await statistics()).toMatchObject({ dead: 0 });
  await database.close();
});
