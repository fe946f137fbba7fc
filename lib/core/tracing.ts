import { AsyncLocalStorage } from "node:async_hooks";
import { globalState } from "./global-state";

export type SpanKind = "server" | "client" | "internal" | "consumer";
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

type SpanInput = {
  /** Of few spellings: what differs from call to call is an attribute. */
  name: string;
  kind?: SpanKind;
  attributes?: SpanAttributes;
  /** The `traceparent` of what it belongs to, null for nothing; the span that is under way when left out. */
  parent?: string | null;
};

/** A piece of work under way, as a trace shows it. */
export type Span = {
  /** What a call that is made within it carries on (W3C Trace Context); null when nothing is traced. */
  traceparent: string | null;
  set(attributes: SpanAttributes): void;
  /** Marks it as failed, with a code of ours. */
  fail(code: string): void;
};

/** Makes spans and sends them out. */
export type Tracer = {
  start(input: SpanInput & { parent: string | null }): Span & { end(): void };
  /** Sends what has not been sent; never rejects. */
  flush(): Promise<void>;
};

type Tracing = { tracer: Tracer | null; active: AsyncLocalStorage<Span | null> };

const untraced: Span = { traceparent: null, set: () => {}, fail: () => {} };

function tracing(): Tracing {
  return globalState("tracing", () => ({ tracer: null, active: new AsyncLocalStorage<Span | null>() }));
}

/** Traces from now on; null ends that. */
export function setTracer(tracer: Tracer | null): void {
  tracing().tracer = tracer;
}

/** Does some work as a span of its own. Without a tracer it is only done. */
export async function withSpan<Value>(input: SpanInput, work: (span: Span) => Promise<Value>): Promise<Value> {
  const { tracer, active } = tracing();
  if (!tracer) return work(untraced);
  const parent = input.parent === undefined ? activeTraceparent() : input.parent;
  const span = tracer.start({ ...input, parent });
  try {
    return await active.run(span, () => work(span));
  } catch (error) {
    span.fail(codeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** The `traceparent` of the span under way; null without one. */
export function activeTraceparent(): string | null {
  const { tracer, active } = tracing();
  return tracer ? (active.getStore()?.traceparent ?? null) : null;
}

/** What names a trace in the log where no span does: nothing is traced here, and the caller, or a job, has a trace. */
export function traceBinding(traceparent: string | null | undefined): { trace_id?: string } {
  const id = tracing().tracer ? undefined : traceparent?.split("-")[1];
  return id ? { trace_id: id } : {};
}

/** Does work that belongs to nobody's call, whoever happened to wake it. */
export function outsideSpans<Value>(work: () => Value): Value {
  const { tracer, active } = tracing();
  return tracer ? active.run(null, work) : work();
}

/** Sends what has not been sent. */
export async function flushTraces(): Promise<void> {
  await tracing().tracer?.flush();
}

/** Never a message, which may hold anything. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "error";
  return "code" in error && typeof error.code === "string" ? error.code : "internal";
}
