import { expect, it } from "vitest";
import { AcceptedEnvelope, SuccessEnvelope } from "@/lib/contracts/envelope";
import { parseEnv } from "@/lib/core/env";
import { holdEmbeddings } from "@/lib/testing/held-embeddings";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();

const orchestrate = (body: object, headers: Record<string, string> = {}) =>
  app.send({ path: "/orchestrate", key, body, headers });

it("answers 200 with the seed's success", async () => {
  const inputs = { text: "Hello World", tags: ["test"] };
  const response = await orchestrate({ intent: "memory.write", inputs, mode: "agent" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const answer = SuccessEnvelope.parse(await response.json());
  expect(answer).toMatchObject({ mode: "agent", result: { item_id: expect.any(String), status: "stored" } });
});

it("answers a call of /intents/{intent} in the same way", async () => {
  const response = await app.send({ path: "/intents/memory.write", key, body: { text: "by its own path" } });
  expect(response.status).toBe(200);
  expect(SuccessEnvelope.parse(await response.json())).toMatchObject({ result: { status: "stored" } });
});

it("replays a twin's answer and says so", async () => {
  const call = { intent: "memory.write", inputs: { text: "twice" } };
  const first = await orchestrate(call);
  const second = await orchestrate({ ...call, mode: "auto" });
  expect(first.headers.has("idempotency-replayed")).toBe(false);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await second.text()).toBe(await first.text());
});

it("takes the Idempotency-Key header for the body's field", async () => {
  const call = { intent: "memory.write", inputs: { text: "keyed" } };
  const first = await orchestrate(call, { "idempotency-key": "key-1" });
  const second = await orchestrate({ ...call, idempotency_key: "key-1" });
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await second.text()).toBe(await first.text());
});

it("answers 202 with a job to poll when the result is not ready in time", async () => {
  const provider = await holdEmbeddings();
  app.runtime.env = parseEnv(provider.variables);
  const callback_url = "https://example.com/webhook";
  const response = await orchestrate({ intent: "memory.write", inputs: { text: "slow" }, wait_s: 0.05, callback_url });
  expect(response.status).toBe(202);
  const accepted = AcceptedEnvelope.parse(await response.json());
  expect(accepted).toMatchObject({ message: "Job accepted for async processing", mode: "agent", callback_url });
  expect(accepted.poll_url).toBe(`http://127.0.0.1:8000/jobs/${accepted.job_id}`);
  expect(response.headers.get("retry-after")).toBe(String(accepted.retry_after_s));

  await provider.held();
  const polled = app.send({ path: `/jobs/${accepted.job_id}?wait=40`, key });
  provider.release();
  expect(await (await polled).json()).toMatchObject({ status: "success", state: "succeeded", callback_url });
});

it("answers 403 to a key that does not cover the intent, and writes nothing", async () => {
  const narrow = await app.createKey({ intents: ["memory.search", "system.*"] });
  const before = await app.countRows();
  for (const path of ["/orchestrate", "/intents/memory.write"]) {
    const inputs = { text: "x" };
    const body = path === "/orchestrate" ? { intent: "memory.write", inputs } : inputs;
    const response = await app.send({ path, key: narrow, body });
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toMatchObject({
      code: "forbidden",
      error: "'test' may not call 'memory.write'.",
      hint: expect.stringContaining("memory.search, system.*"),
    });
  }
  expect(await app.countRows()).toEqual(before);
});

it.each([
  ["*", "memory.write", 200],
  ["memory.*", "memory.list", 200],
  ["memory.list", "memory.list", 200],
  ["memory.list", "memory.write", 403],
  ["memory.list.*", "memory.list", 403],
  ["mem.*", "memory.list", 403],
  ["system.*", "memory.list", 403],
])("covers by the pattern %s the intent %s: %s", async (pattern, intent, status) => {
  const narrow = await app.createKey({ intents: [pattern] });
  const inputs = intent === "memory.write" ? { text: pattern } : {};
  expect((await app.send({ path: "/orchestrate", key: narrow, body: { intent, inputs } })).status).toBe(status);
});

it.each([
  ["flow", "gmail.triage", "N8N_WEBHOOK_BASE"],
  ["mcp", "mcp.github.search", "ORCHESTRATOR_MCP_CONFIG"],
])("answers 501 in mode %s, and says what to set", async (_, intent, variable) => {
  const response = await orchestrate({ intent, inputs: {} });
  expect(response.status).toBe(501);
  expect(await errorOf(response)).toMatchObject({ code: "not_configured", hint: expect.stringContaining(variable) });
});

it("answers 404 for a memory that there is not, with the job that looked for it", async () => {
  const response = await orchestrate({ intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  expect(response.status).toBe(404);
  const body = (await response.json()) as { job_id: string };
  expect(body).toMatchObject({ code: "memory_not_found", job_id: expect.stringMatching(/^job_/) });
  const polled = await app.send({ path: `/jobs/${body.job_id}`, key });
  expect(polled.status).toBe(200);
  expect(await polled.json()).toMatchObject({ status: "error", state: "failed", code: "memory_not_found" });
});
