import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { flushTraces, setTracer } from "@/lib/core/tracing";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { openTracer } from "@/lib/engines/tracing/open-tracer";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { mcpPrograms } from "@/lib/testing/mcp-target";
import { type SeenSpan, startOtlpStandIn } from "@/lib/testing/otlp-stand-in";
import { createReceiver } from "@/lib/testing/receiver";
import { createTestApp } from "@/lib/testing/test-app";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";
import { deliverDueCallbacks } from "./deliver-callbacks";
import { startWorker } from "./worker";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const caller = `00-${traceId}-b7ad6b7169203331-01`;
const collector = await startOtlpStandIn();
const flows = await startFlowStandIn(() => ({ status: 200, body: '{"ok":true}' }));
const receiver = await createReceiver();
const logged = new PassThrough();
const log = createLog({ file: null, level: "info", stream: logged });
const app = await createTestApp({
  log,
  variables: {
    N8N_WEBHOOK_BASE: flows.url,
    ...writeMcpConfig({ peer: { command: process.execPath, args: [mcpPrograms.standIn] } }),
  },
});
const key = await app.createKey();

beforeAll(async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
  const settings = { protocol: "http/json", serviceName: "orchestrator", secrets: [] } as const;
  setTracer(await openTracer({ settings, version: "0", log }));
  await startJobWatch(app.runtime.database);
});

afterAll(async () => {
  setTracer(null);
  await closeAllMcp();
});

const call = (body: object, headers: Record<string, string> = { traceparent: caller }) =>
  app.send({ path: "/orchestrate", key, headers, body: { inputs: {}, ...body } });
const spanOf = (traceparent: unknown) => String(traceparent).split("-")[2];

async function spansOf(jobId: string): Promise<Map<string, SeenSpan>> {
  await flushTraces();
  const [one] = collector.spans.filter(({ attributes }) => attributes["orchestrator.job_id"] === jobId);
  const spans = collector.spans.filter((span) => span.traceId === one?.traceId);
  return new Map(spans.map((span) => [span.name, span]));
}

async function jobIdOf(response: Response): Promise<string> {
  return ((await response.json()) as { job_id: string }).job_id;
}

it("carries a trace from the request over its job and flow to the callback", async () => {
  const response = await call({ intent: "crm.add", mode: "flow", callback_url: receiver.url });
  expect(response.status).toBe(200);
  const jobId = await jobIdOf(response);
  await deliverDueCallbacks(app.ctx);
  const spans = await spansOf(jobId);
  expect([...spans.keys()].toSorted()).toEqual([
    "POST /orchestrate",
    "callback",
    "flow n8n",
    "orchestrate",
    "run flow",
  ]);
  const parents = [...spans].map(([name, { parentSpanId }]) => [name, parentSpanId]);
  const idOf = (name: string) => spans.get(name)?.spanId;
  expect(Object.fromEntries(parents)).toEqual({
    "POST /orchestrate": "b7ad6b7169203331",
    orchestrate: idOf("POST /orchestrate"),
    "run flow": idOf("orchestrate"),
    "flow n8n": idOf("run flow"),
    callback: idOf("orchestrate"),
  });
  expect(new Set([...spans.values()].map((span) => span.traceId))).toEqual(new Set([traceId]));
  expect(spanOf(flows.seen.at(-1)?.headers.traceparent)).toBe(idOf("flow n8n"));
  expect(spanOf(receiver.received.at(-1)?.headers.traceparent)).toBe(idOf("callback"));
  expect(receiver.received.at(-1)?.headers["x-request-id"]).toBe(response.headers.get("x-request-id"));
  expect(spans.get("POST /orchestrate")?.attributes).toMatchObject({
    "http.route": "/orchestrate",
    "http.response.status_code": 200,
  });
  expect(spans.get("run flow")?.attributes).toMatchObject({
    "orchestrator.job_id": jobId,
    "orchestrator.mode": "flow",
  });
});

it("continues the trace of its request when a job is run from the queue", async () => {
  const { concurrencyMax } = app.ctx.env;
  Object.assign(app.ctx.env, { concurrencyMax: 0 });
  const response = await call({ intent: "system.wait", inputs: { seconds: 0 }, wait_s: 0 });
  expect(response.status).toBe(202);
  Object.assign(app.ctx.env, { concurrencyMax });
  const jobId = await jobIdOf(response);
  const worker = startWorker(app.ctx);
  await expect.poll(async () => (await spansOf(jobId)).has("run agent"), { timeout: 10_000 }).toBe(true);
  await worker.stop();
  const spans = await spansOf(jobId);
  expect(spans.get("run agent")).toMatchObject({ traceId, parentSpanId: spans.get("orchestrate")?.spanId });
});

it("tells an MCP server of its span in the message", async () => {
  const response = await call({ intent: "mcp.peer.echo", inputs: { a: 1 }, wait_s: 20 });
  expect(response.status).toBe(200);
  const spans = await spansOf(await jobIdOf(response));
  expect(spans.get("mcp tools/call")).toMatchObject({ traceId, parentSpanId: spans.get("run mcp")?.spanId, kind: 3 });
});

it("makes a trace of its own where the caller has none", async () => {
  const response = await call({ intent: "system.whoami" }, {});
  const spans = await spansOf(await jobIdOf(response));
  expect(spans.get("POST /orchestrate")?.parentSpanId).toBeNull();
  expect(spans.get("orchestrate")?.parentSpanId).toBe(spans.get("POST /orchestrate")?.spanId);
});

it("names trace and span on every line of a call", async () => {
  const response = await call({ intent: "system.whoami" });
  const lines = String(logged.read())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const own = lines.filter(({ request }) => request === response.headers.get("x-request-id"));
  expect(own).toHaveLength(2);
  for (const line of own)
    expect(line).toMatchObject({ trace_id: traceId, span_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
});

it("sends nothing of what went in or came out", async () => {
  await call({ intent: "memory.write", inputs: { text: "canary-of-the-inputs", metadata: { k: "canary-too" } } });
  await call({ intent: "canary.intent", mode: "agent" });
  await app.send({ path: "/jobs?intent=canary.query", key });
  await flushTraces();
  expect(collector.spans.some(({ name }) => name === "GET /jobs")).toBe(true);
  expect(collector.bodies.join()).not.toContain("canary");
});
