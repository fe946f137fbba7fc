import { afterAll, expect, it } from "vitest";
import type { Database } from "@/lib/db/database";
import { openPostgres } from "@/lib/db/open-postgres";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createServerDatabase, onServer } from "@/lib/testing/test-database";

const serverUrl = process.env.TEST_DATABASE_URL;
const fresh = serverUrl ? await createServerDatabase(serverUrl) : { name: "", url: "" };
const opened: Database[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

/** Ends every backend of the test's database but the one that asks, as a restart or a failover of the server does. */
async function killBackends(): Promise<void> {
  await onServer(
    serverUrl ?? "",
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${fresh.name}`,
  );
}

it.runIf(serverUrl)("migrates a fresh database once when two processes open it at the same time", async () => {
  opened.push(...(await Promise.all([openPostgres({ url: fresh.url }), openPostgres({ url: fresh.url })])));
  await onServer(fresh.url, async (sql) => {
    const [row] = await sql`select count(*)::int as count, count(distinct hash)::int as hashes
      from drizzle.__drizzle_migrations`;
    expect(row?.count).toBeGreaterThan(1);
    expect(row?.hashes).toBe(row?.count);
  });
});

it.runIf(serverUrl)("answers 503 to a call whose backend is killed under it, and 200 to the next", async () => {
  const database = await openPostgres({ url: fresh.url });
  opened.push(database);
  const app = await createTestApp({ database });
  const key = await app.createKey();
  const write = (text: string) =>
    app.send({ path: "/orchestrate", key, body: { intent: "memory.write", inputs: { text } } });
  expect((await write("before")).status).toBe(200);

  await onServer(fresh.url, (sql) =>
    sql.begin(async (held) => {
      await held`lock table jobs in access exclusive mode`;
      const stuck = write("in mid-flight");
      // Waiting for the lock is what the server itself can tell.
      const isStuck = async () => (await held`select 1 from pg_locks where not granted`).length > 0;
      await expect.poll(isStuck).toBe(true);
      await onServer(
        serverUrl ?? "",
        (sql2) => sql2`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = ${fresh.name} and application_name = 'orchestrator'`,
      );
      const response = await stuck;
      expect(response.status).toBe(503);
      expect(await errorOf(response)).toMatchObject({ code: "database_unavailable", retryable: true });
    }),
  );
  expect((await write("after")).status).toBe(200);
});

it.runIf(serverUrl)("serves on after all of its idle backends were killed", async () => {
  const database = await openPostgres({ url: fresh.url });
  opened.push(database);
  const app = await createTestApp({ database });
  const key = await app.createKey();
  await killBackends();
  const send = async () =>
    (await app.send({ path: "/orchestrate", key, body: { intent: "memory.list", inputs: {} } })).status;
  await expect.poll(send).toBe(200);
  expect((await app.send({ path: "/ready" })).status).toBe(200);
});
