import { afterEach, expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { activeTraceparent, outsideSpans, setTracer, withSpan } from "@/lib/core/tracing";
import { startOtlpStandIn } from "@/lib/testing/otlp-stand-in";
import { openTracer } from "./open-tracer";

const collector = await startOtlpStandIn();
const log = createLog({ file: null, level: "silent" });
const settings = { protocol: "http/json", serviceName: "the-gate", secrets: [] } as const;
const caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

// The SDK reads its variables itself, when an exporter or a provider is made.
async function open(variables: Record<string, string> = {}, change: object = {}) {
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...variables });
  const tracer = await openTracer({ settings: { ...settings, ...change }, version: "1.2.3", log });
  setTracer(tracer);
  return tracer;
}

afterEach(() => {
  setTracer(null);
  for (const name of Object.keys(process.env)) if (name.startsWith("OTEL_")) delete process.env[name];
  Object.assign(collector, { spans: [], bodies: [], headers: [], status: 200 });
});

it("sends a span within the caller's, with its attributes, to the path of the specification", async () => {
  const tracer = await open({ OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector" });
  const attributes = { "orchestrator.mode": "agent", left: undefined };
  await withSpan({ name: "outer", kind: "server", parent: caller, attributes }, async (outer) => {
    expect(outer.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(activeTraceparent()).toBe(outer.traceparent);
    await withSpan({ name: "inner" }, async () => {});
    expect(outsideSpans(activeTraceparent)).toBeNull();
  });
  expect(activeTraceparent()).toBeNull();
  await tracer.flush();
  const [inner, outer] = collector.spans;
  expect(outer).toMatchObject({
    name: "outer",
    kind: 2,
    parentSpanId: "b7ad6b7169203331",
    attributes: { "orchestrator.mode": "agent" },
  });
  expect(inner).toMatchObject({ name: "inner", traceId: outer?.traceId, parentSpanId: outer?.spanId });
  expect(collector.paths).toEqual(["/v1/traces"]);
  expect(collector.headers[0]?.authorization).toBe("Bearer of-the-collector");
  expect(collector.resource).toMatchObject({ "service.name": "the-gate", "service.version": "1.2.3" });
});

it("marks a failure with its code, and never with its words", async () => {
  const tracer = await open();
  const failing = withSpan({ name: "failing" }, async () => {
    throw Object.assign(new Error("password=hunter2"), { code: "upstream_failed" });
  });
  await expect(failing).rejects.toThrow("hunter2");
  await tracer.flush();
  expect(collector.spans[0]).toMatchObject({ status: 2, attributes: { "error.type": "upstream_failed" } });
  expect(collector.bodies.join()).not.toContain("hunter2");
});

it("heeds the sampler of the environment, and that of the caller", async () => {
  const tracer = await open({ OTEL_TRACES_SAMPLER: "parentbased_always_off" });
  await withSpan({ name: "not sampled", parent: null }, async ({ traceparent }) => {
    expect(traceparent).toMatch(/-00$/);
  });
  await withSpan({ name: "sampled", parent: caller }, async () => {});
  await tracer.flush();
  expect(collector.spans.map(({ name }) => name)).toEqual(["sampled"]);
});

it("speaks protobuf, which is the specification's default", async () => {
  const tracer = await open({}, { protocol: "http/protobuf" });
  await withSpan({ name: "in protobuf" }, async () => {});
  await tracer.flush();
  expect(collector.headers[0]?.["content-type"]).toBe("application/x-protobuf");
  expect(collector.bodies[0]).toContain("in protobuf");
});

it("costs no call anything when the collector is down, and keeps no more than its queue", async () => {
  collector.status = 400;
  const tracer = await open({ OTEL_BSP_MAX_QUEUE_SIZE: "100", OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "50" });
  const before = performance.now();
  for (let i = 0; i < 20_000; i++) await withSpan({ name: "lost", parent: null }, async () => {});
  expect((performance.now() - before) / 20_000).toBeLessThan(1);
  await tracer.flush();
  expect(collector.bodies.length).toBeGreaterThan(0);
});

it("does nothing without a tracer", async () => {
  await withSpan({ name: "untraced", parent: caller }, async ({ traceparent }) => {
    expect([traceparent, activeTraceparent()]).toEqual([null, null]);
  });
});
