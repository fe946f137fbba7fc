import type { SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Log } from "@/lib/core/log";

const success = 0;
const tellMsMin = 60_000;

/** An exporter whose failures are told to the log, once a minute at most. */
export function tellOfFailures(exporter: SpanExporter, log: Log): SpanExporter {
  let toldMs = Number.NEGATIVE_INFINITY;
  let lost = 0;
  return {
    export: (spans, onResult) =>
      exporter.export(spans, (result) => {
        if (result.code !== success) {
          lost += spans.length;
          if (performance.now() - toldMs >= tellMsMin) {
            toldMs = performance.now();
            log.warn({ err: result.error, lost }, "traces could not be sent");
          }
        }
        onResult(result);
      }),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush && { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}
