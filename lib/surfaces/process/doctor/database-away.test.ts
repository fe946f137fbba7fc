import { afterAll, expect, it } from "vitest";
import { openPostgres } from "@/lib/db/open-postgres";
import { createDoctorApp } from "@/lib/testing/doctor-app";
import { startFreezingProxy } from "@/lib/testing/freezing-proxy";
import { startSocketPostgres } from "@/lib/testing/socket-postgres";

/** Ten seconds, and some for a busy machine. */
const answerMsMax = 12_000;

const server = await startSocketPostgres();
const proxy = await startFreezingProxy(server.url);
const database = await openPostgres({ url: proxy.url });
afterAll(() => database.close());
const { app, examine, operator } = await createDoctorApp(database);

it("looks at a Postgres that answers", async () => {
  const { find } = await examine();
  expect(find("database")).toMatchObject({ state: "ok", detail: expect.stringMatching(/^Postgres \S+ with pgvector/) });
});

it("looks at everything else while the database is away, and says so where it cannot", async () => {
  await server.goAway();
  const { status, find, report } = await examine({ N8N_WEBHOOK_BASE: "http://127.0.0.1:1/webhook" });
  await server.comeBack();
  expect(status).toBe(503);
  expect(find("database")).toMatchObject({ state: "failed", detail: expect.stringContaining("cannot be reached") });
  expect(find("queue")).toMatchObject({ state: "warning", detail: expect.stringContaining("was not looked at") });
  expect(find("embeddings")).toMatchObject({ state: "ok" });
  expect(find("n8n")).toMatchObject({ state: "failed", detail: expect.stringContaining("refuses the connection") });
  expect(find("flows")).toMatchObject({ state: "failed", fix: "See the database." });
  expect(report.checks.map(({ name }) => name)).toContain("secret key");
});

it("ends in time while the database is silent", { timeout: 30_000 }, async () => {
  await expect.poll(async () => (await examine()).find("database"), { timeout: 8_000 }).toMatchObject({ state: "ok" });
  proxy.freeze();
  const startedMs = performance.now();
  const response = await app.send({ path: "/ready?deep=1", key: operator });
  const tookMs = performance.now() - startedMs;
  proxy.thaw();
  expect(tookMs).toBeLessThan(answerMsMax);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("It did not answer in time.");
});
