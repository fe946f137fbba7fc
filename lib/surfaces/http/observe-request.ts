import type { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { createLabelSet } from "@/lib/core/label-set";
import type { Log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { withSpan } from "@/lib/core/tracing";
import type { Actor } from "@/lib/records/context";
import { errorFacts } from "./log-error";
import { type RouteParams, routePattern } from "./route-pattern";

/** What is learnt of a request while it is answered. */
export type SeenRequest = { callerId: string | null; error: AppError | null };

type ObserveInput = {
  request: Request;
  params: RouteParams | undefined;
  log: Log;
  /** The caller's trace, when it sent one. */
  traceparent: string | null;
};

/** More than there are routes; a net under `routePattern`. */
const routesMax = 150;
const quietRoutes = new Set(["/metrics", "/health", "/ready"]);

/** Who sends a request, for its line in the log. */
export function noteCaller(request: Request, { id }: Pick<Actor, "id">): void {
  const seen = seenRequests().get(request);
  if (seen) seen.callerId = id;
}

/** Counts, traces and logs a request, by its route and never by its address: one line, when its answer begins. */
export function observeRequest(
  { request, params, log, traceparent }: ObserveInput,
  respond: (seen: SeenRequest, traceparent: string | null) => Promise<Response>,
): Promise<Response> {
  const { method } = request;
  const route = globalState("route-labels", () => createLabelSet(routesMax))(routePattern(request, params));
  const attributes = { "http.request.method": method, "http.route": route };
  return withSpan({ name: `${method} ${route}`, kind: "server", attributes, parent: traceparent }, async (span) => {
    const seen: SeenRequest = { callerId: null, error: null };
    seenRequests().set(request, seen);
    const startedMs = performance.now();
    const response = await respond(seen, span.traceparent ?? traceparent);
    const durationMs = performance.now() - startedMs;
    const { status } = response;
    metrics().httpRequests.inc({ method, route, status: String(status) });
    metrics().httpSeconds.observe({ method, route }, durationMs / 1000);
    span.set({ "http.response.status_code": status, "orchestrator.caller_id": seen.callerId ?? undefined });
    if (status >= 500) span.fail(seen.error?.code ?? `http_${status}`);
    const facts = { method, route, status, duration_ms: Math.round(durationMs * 10) / 10, caller: seen.callerId };
    logRequest(log, { facts, error: seen.error });
    return response;
  });
}

type Line = { facts: { route: string } & Record<string, unknown>; error: AppError | null };

function logRequest(log: Log, { facts, error }: Line): void {
  if (error) {
    metrics().refusals.inc({ code: error.code });
    const { level, fields, message } = errorFacts(error);
    log[level]({ ...fields, ...facts }, message);
  } else {
    log[quietRoutes.has(facts.route) ? "debug" : "info"](facts, "request");
  }
}

function seenRequests(): WeakMap<Request, SeenRequest> {
  return globalState("seen-requests", () => new WeakMap<Request, SeenRequest>());
}
