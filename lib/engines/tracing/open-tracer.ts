import {
  type Attributes,
  isSpanContextValid,
  SpanKind as OtelKind,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Log } from "@/lib/core/log";
import type { Span, SpanKind, Tracer } from "@/lib/core/tracing";
import type { TracingSettings } from "@/lib/core/tracing-env";
import { tellOfFailures } from "./tell-of-failures";

const kinds: Record<SpanKind, OtelKind> = {
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  internal: OtelKind.INTERNAL,
  consumer: OtelKind.CONSUMER,
};
const flushMsMax = 2_000;

type OpenTracerInput = { settings: TracingSettings; version: string; log: Log };

/**
 * Sends spans by OTLP, in batches from a bounded queue: what finds no room, or a receiver that is down, is lost, and no
 * call waits for it. It is not registered with OpenTelemetry's global API, or the libraries that we use would trace
 * through it, addresses with their queries among it.
 */
export async function openTracer({ settings, version, log }: OpenTracerInput): Promise<Tracer> {
  const exporter = tellOfFailures(await createExporter(settings), log);
  const resource = resourceFromAttributes({ "service.name": settings.serviceName, "service.version": version }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  const tracer = provider.getTracer("orchestrator", version);
  return {
    start({ name, kind = "internal", attributes = {}, parent }) {
      const within = parent === null ? ROOT_CONTEXT : contextOf(parent);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: known(attributes) }, within);
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
        set: (more) => void span.setAttributes(known(more)),
        fail: (code) =>
          void span.setAttribute("error.type", code).setStatus({ code: SpanStatusCode.ERROR, message: code }),
        end: () => span.end(),
      };
    },
    async flush() {
      const late = new Promise<void>((resolve) => void setTimeout(resolve, flushMsMax).unref());
      await Promise.race([provider.forceFlush(), late]).catch(() => {});
    },
  };
}

async function createExporter({ protocol }: TracingSettings): Promise<SpanExporter> {
  switch (protocol) {
    case "http/json":
      return new (await import("@opentelemetry/exporter-trace-otlp-http")).OTLPTraceExporter();
    case "http/protobuf":
      return new (await import("@opentelemetry/exporter-trace-otlp-proto")).OTLPTraceExporter();
  }
}

/** W3C Trace Context, section 3.2; what is no such thing is nobody's child. */
function contextOf(traceparent: string) {
  const [, traceId = "", spanId = "", flags = "00"] = traceparent.split("-");
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

function known(attributes: Parameters<Span["set"]>[0]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Attributes;
}
