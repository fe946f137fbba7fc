import { afterAll, afterEach, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { openPostgres } from "@/lib/db/open-postgres";
import { startWorker } from "@/lib/dispatch/worker";
import { holdEmbeddings } from "@/lib/testing/held-embeddings";
import { startSocketPostgres } from "@/lib/testing/socket-postgres";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

/** What a caller may be left to wait before it is told. */
const answerMsMax = 6_000;
/** Past every pause between two attempts. */
const retryMsMax = 10 * 60_000;

const server = await startSocketPostgres();
const database = await openPostgres({ url: server.url });
afterAll(() => database.close());
const clock = createTestClock();
const app = await createTestApp({ database, clock });
const key = await app.createKey();
const provider = await holdEmbeddings();

afterEach(async () => {
  app.runtime.env = parseEnv({});
  await server.comeBack();
});

const write = (text: string) =>
  app.send({ path: "/orchestrate", key, body: { intent: "memory.write", inputs: { text } } });
const isReady = async () => (await app.send({ path: "/ready" })).status === 200;

/** The answer, which may take no longer than a caller would wait. */
async function quickly(response: Promise<Response>): Promise<Response> {
  const startedMs = performance.now();
  const answered = await response;
  expect(performance.now() - startedMs).toBeLessThan(answerMsMax);
  return answered;
}

async function expectUnavailable(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await errorOf(response)).toMatchObject({ code: "database_unavailable", retryable: true });
}

it("answers 503 while the database is gone, and 200 when it is back, in the same process", async () => {
  expect((await write("before")).status).toBe(200);
  await server.goAway();
  await expectUnavailable(await quickly(write("with a key that is remembered")));
  clock.advance(2_000);
  await expectUnavailable(await quickly(write("with a key that must be looked up")));
  await expectUnavailable(await quickly(app.send({ path: "/jobs", key })));
  await server.comeBack();
  // Connections that were lost are noticed one by one.
  await expect.poll(async () => (await write("after")).status, { timeout: answerMsMax }).toBe(200);
});

it("lets no caller wait behind the others while the database is gone", async () => {
  await server.goAway();
  const startedMs = performance.now();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => write(`one of many ${i}`)));
  expect(performance.now() - startedMs).toBeLessThan(answerMsMax);
  expect(new Set(answers.map((response) => response.status))).toEqual(new Set([503]));
});

it("is not ready while the database is gone, and healthy all the same", async () => {
  expect(await isReady()).toBe(true);
  await server.goAway();
  const ready = await quickly(app.send({ path: "/ready" }));
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: "not_ready", checks: { database: "unavailable" } });
  expect((await app.send({ path: "/health" })).status).toBe(200);
  await server.comeBack();
  await expect.poll(isReady, { timeout: answerMsMax }).toBe(true);
});

it("takes a job up again that the database left in mid-flight", { timeout: 60_000 }, async () => {
  app.runtime.env = parseEnv({ ...provider.variables, ORCHESTRATOR_SYNC_TIMEOUT: "1" });
  const running = write("in mid-flight");
  await provider.held();
  await server.goAway();
  provider.release();
  await server.comeBack();
  const { job_id } = (await (await running).json()) as { job_id: string };
  app.runtime.env = parseEnv({});
  clock.advance(retryMsMax);
  const worker = startWorker({ ...app.ctx, env: app.runtime.env });
  await expect
    .poll(async () => (await app.send({ path: `/jobs/${job_id}`, key })).json(), { timeout: 40_000 })
    .toMatchObject({ state: "succeeded", result: { status: "stored" } });
  worker.stop();
});
