import { afterAll, afterEach, expect, it } from "vitest";
import { allowLongStatements } from "@/lib/db/long-statements";
import { openPostgres } from "@/lib/db/open-postgres";
import { startFreezingProxy } from "@/lib/testing/freezing-proxy";
import { startSocketPostgres } from "@/lib/testing/socket-postgres";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";
import { createServerDatabase, onServer } from "@/lib/testing/test-database";

const statementMsMax = 1_000;
/** The deadline and some time for a busy machine; a caller of a silent database would wait for ever. */
const answerMsMax = 4_000;

const serverUrl = process.env.TEST_DATABASE_URL;
const fresh = serverUrl ? await createServerDatabase(serverUrl) : { url: "" };
const proxy = await startFreezingProxy((await startSocketPostgres()).url);
const database = await openPostgres({ url: proxy.url, statementMsMax });
afterAll(() => database.close());
const clock = createTestClock();
const app = await createTestApp({ database, clock });
const key = await app.createKey();
afterEach(() => proxy.thaw());

const write = (text: string) =>
  app.send({ path: "/orchestrate", key, body: { intent: "memory.write", inputs: { text } } });

async function expectUnavailable(sent: Promise<Response>): Promise<void> {
  const startedMs = performance.now();
  const response = await sent;
  expect(performance.now() - startedMs).toBeLessThan(answerMsMax);
  expect(response.status).toBe(503);
  expect(await errorOf(response)).toMatchObject({ code: "database_unavailable", retryable: true });
}

it("answers 503 while the database is silent, and 200 when it speaks again", { timeout: 30_000 }, async () => {
  expect((await write("before")).status).toBe(200);
  proxy.freeze();
  await expectUnavailable(write("with a key that is remembered"));
  clock.advance(2_000);
  await expectUnavailable(write("with a key that must be looked up"));
  await Promise.all(Array.from({ length: 50 }, (_, i) => expectUnavailable(write(`one of many ${i}`))));
  proxy.thaw();
  // Another text each time: the first may have been accepted, and wait for a second attempt that nobody makes here.
  let tries = 0;
  await expect.poll(async () => (await write(`after ${tries++}`)).status, { timeout: 20_000 }).toBe(200);
});

// The stand-in at a socket passes no notices on.
it.runIf(serverUrl)("hears notices again after the database was silent", { timeout: 30_000 }, async () => {
  const way = await startFreezingProxy(fresh.url);
  const silenced = await openPostgres({ url: way.url, statementMsMax });
  const heard: string[] = [];
  const unlisten = await silenced.listen("silence", (payload) => heard.push(payload));
  way.freeze();
  await expect(silenced.ping()).rejects.toMatchObject({ code: "STATEMENT_DEADLINE" });
  way.thaw();
  const isHeard = async () => {
    await onServer(fresh.url, (sql) => sql.notify("silence", "now"));
    return heard.length > 0;
  };
  await expect.poll(isHeard, { timeout: 15_000 }).toBe(true);
  await unlisten();
  await silenced.close();
});

it.runIf(serverUrl)("lets the server end a slow statement, and keeps its connections", async () => {
  const slow = await openPostgres({ url: fresh.url, statementMsMax, connectionsMax: 1 });
  const backend = async () => JSON.stringify(await slow.db.execute("select pg_backend_pid()"));
  const before = await backend();
  await expect(slow.db.execute("select pg_sleep(5)")).rejects.toMatchObject({ cause: { code: "57014" } });
  await allowLongStatements(() => slow.db.transaction((tx) => tx.execute("select pg_sleep(1.2)")));
  expect(await backend()).toBe(before);
  await slow.close();
});
