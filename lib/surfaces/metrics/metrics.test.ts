import { expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { openPglite } from "@/lib/db/open-pglite";
import { readMetrics } from "@/lib/surfaces/metrics/read-metrics";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { parseMetrics, sampleOf } from "@/lib/testing/metric-text";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const token = "a-token-of-the-scraper";
const flows = await startFlowStandIn(({ url }) =>
  url.endsWith("/known-flow") ? { status: 200, body: '{"ok":true}' } : { status: 404, body: "{}" },
);
const app = await createTestApp({
  variables: {
    ORCHESTRATOR_METRICS_TOKEN: token,
    N8N_WEBHOOK_BASE: flows.url,
    ORCHESTRATOR_URL: "https://o.example.com",
  },
});
const key = await app.createKey();

/** As a scrape a second later would find it. */
async function scrape() {
  forgetGlobalState("metrics-text");
  const response = await app.send({ path: "/metrics", key: token });
  expect(response.status).toBe(200);
  return parseMetrics(await response.text());
}

const call = (body: Record<string, unknown>) => app.send({ path: "/orchestrate", key, body: { inputs: {}, ...body } });

it("lets in the scraper's token and an admin's key, and nobody else", async () => {
  const admin = await app.createKey({ rights: ["admin"] });
  for (const good of [token, admin]) expect((await app.send({ path: "/metrics", key: good })).status).toBe(200);
  const none = await app.send({ path: "/metrics" });
  expect(none.status).toBe(401);
  expect(await errorOf(none)).toMatchObject({ code: "unauthorized" });
  expect((await app.send({ path: "/metrics", key: `${token}x` })).status).toBe(401);
  expect((await app.send({ path: "/metrics", key })).status).toBe(403);
});

it("is in Prometheus's text format, and says so", async () => {
  const response = await app.send({ path: "/metrics", key: token });
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const samples = parseMetrics(await response.text());
  for (const name of ["orchestrator_build_info", "orchestrator_database_up", "process_cpu_seconds_total"]) {
    expect(samples.map((one) => one.name)).toContain(name);
  }
  expect(samples.some(({ name }) => name === "nodejs_eventloop_lag_p99_seconds")).toBe(true);
});

it("counts each call once, by how it was answered", async () => {
  const before = await scrape();
  for (let i = 0; i < 3; i++) expect((await call({ intent: "system.whoami" })).status).toBe(200);
  expect((await call({ intent: "system.wait", inputs: { seconds: "long" } })).status).toBe(400);
  expect((await call({ intent: "nothing.like.it", mode: "agent" })).status).toBe(404);
  expect((await call({ intent: "known.flow", mode: "flow" })).status).toBe(200);
  expect((await call({ intent: "known.flow", mode: "flow" })).status).toBe(200);
  const after = await scrape();
  const grown = (name: string, labels: Record<string, string>) =>
    sampleOf(after, name, labels) - sampleOf(before, name, labels);
  const calls = (labels: Record<string, string>) => grown("orchestrator_calls_total", labels);
  expect(calls({ intent: "system.whoami", mode: "agent", outcome: "success", code: "none" })).toBe(3);
  expect(calls({ intent: "system.wait", outcome: "refused", code: "invalid_inputs" })).toBe(1);
  expect(calls({ intent: "unknown", mode: "none", outcome: "refused", code: "intent_not_found" })).toBe(1);
  expect(calls({ intent: "known.flow", mode: "flow", outcome: "success" })).toBe(1);
  expect(calls({ intent: "known.flow", mode: "flow", outcome: "replayed" })).toBe(1);
  expect(calls({})).toBe(7);
  expect(grown("orchestrator_call_duration_seconds_count", { intent: "system.whoami" })).toBe(3);
  expect(grown("orchestrator_runs_total", { intent: "system.whoami", outcome: "succeeded" })).toBe(3);
  expect(grown("orchestrator_runs_total", { intent: "known.flow", outcome: "succeeded" })).toBe(1);
  expect(grown("orchestrator_refusals_total", { code: "invalid_inputs" })).toBe(1);
  expect(grown("orchestrator_http_requests_total", { method: "POST", route: "/orchestrate", status: "200" })).toBe(5);
  expect(grown("orchestrator_http_requests_total", { method: "POST", route: "/orchestrate", status: "404" })).toBe(1);
  expect(grown("orchestrator_database_statement_duration_seconds_count", {})).toBeGreaterThan(5);
});

it("counts what waits in the installation", async () => {
  const body = { intent: "memory.delete", inputs: { id: "mem_00000000000000000000000000" } };
  const { status } = await app.send({
    path: "/orchestrate",
    key,
    body: { intent: "system.wait", inputs: { seconds: 30 }, wait_s: 0 },
  });
  expect(status).toBe(202);
  expect((await app.send({ path: "/orchestrate", key, body })).status).toBeGreaterThan(199);
  const samples = await scrape();
  expect(sampleOf(samples, "orchestrator_jobs")).toBe(1);
  expect(sampleOf(samples, "orchestrator_database_up")).toBe(1);
  expect(sampleOf(samples, "orchestrator_database_connections_max")).toBe(1);
  expect(samples.filter(({ name }) => name === "orchestrator_leases")).toHaveLength(2);
});

it("keeps its size whatever callers name: 10,000 intents and 6,000 paths", async () => {
  await call({ intent: "known.flow", mode: "flow", inputs: { again: true } });
  const before = await scrape();
  const hundred = (one: (i: number) => Promise<unknown>) => Promise.all(Array.from({ length: 100 }, (_, i) => one(i)));
  for (let from = 0; from < 10_000; from += 100) {
    await hundred((i) => call({ intent: `attack.n${from + i}`, mode: i === 0 ? "flow" : "agent", wait_s: 0 }));
    if (from % 500 === 0) await hundred((i) => app.send({ path: `/jobs/attack${from + i}`, key }));
    if (from % 500 === 0) await hundred((i) => app.send({ path: `/intents/attack${from + i}`, key, body: {} }));
    if (from % 500 === 0) await hundred((i) => app.send({ path: `/attack${from + i}/attack`, key }));
  }
  const after = await scrape();
  const attacked = after.filter(({ labels }) => /attack/.test(JSON.stringify(labels)));
  expect(attacked).toEqual([]);
  expect(after.length - before.length).toBeLessThan(150);
  expect(sampleOf(after, "orchestrator_calls_total", { intent: "unknown" })).toBe(11_901);
}, 300_000);

it("counts a request by its route also when what it names is called like the route", async () => {
  const before = sampleOf(await scrape(), "orchestrator_http_requests_total", { route: "/jobs/:id" });
  await app.send({ path: "/jobs/jobs", key });
  expect(sampleOf(await scrape(), "orchestrator_http_requests_total", { route: "/jobs/:id" })).toBe(before + 1);
});

it("answers a hundred scrapes at once by one look at the database", async () => {
  forgetGlobalState("metrics-text");
  const count = "orchestrator_database_statement_duration_seconds_count";
  const texts = await Promise.all(Array.from({ length: 100 }, () => readMetrics(app.runtime)));
  expect(new Set(texts).size).toBe(1);
  const before = sampleOf(parseMetrics(texts[0] ?? ""), count);
  expect(sampleOf(await scrape(), count) - before).toBeLessThanOrEqual(1);
});

it("goes on without the database, and says that it is down", async () => {
  const database = await openPglite({ dataDir: null });
  await database.close();
  await createTestApp({ database, variables: { ORCHESTRATOR_METRICS_TOKEN: token } });
  const samples = await scrape();
  expect(samples.find(({ name }) => name === "orchestrator_database_up")?.value).toBe(0);
  expect(samples.filter(({ name }) => /^orchestrator_(jobs|leases|queue_due_jobs)$/.test(name))).toEqual([]);
  expect(sampleOf(samples, "orchestrator_calls_total", { intent: "system.whoami" })).toBeGreaterThan(2);
});
