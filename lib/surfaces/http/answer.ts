import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import { traceBinding } from "@/lib/core/tracing";
import { readTraceparent } from "@/lib/policy/trace-context";
import type { Context } from "@/lib/records/context";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { observeRequest } from "./observe-request";
import { requestIdOf } from "./request-id";
import { respondError } from "./respond";
import type { RouteParams } from "./route-pattern";

type Respond = (base: Omit<Context, "actor">) => Promise<Response>;

/**
 * Answers a request of whomever it comes from: gives `respond` a context without an actor, turns what it throws into
 * the error envelope, and names the request in the answer and in the log.
 */
export async function answer(request: Request, respond: Respond, params?: RouteParams): Promise<Response> {
  const requestId = requestIdOf(request);
  const runtime = await getRuntime().catch((error) => toAppError(error));
  if (runtime instanceof AppError) return named(respondError(runtime, requestId), requestId);
  const { env, database, clock, queue, signal, secretKey } = runtime;
  const given = readTraceparent(request.headers.get("traceparent"));
  const log = runtime.log.child({ request: requestId, ...traceBinding(given) });
  return observeRequest({ request, params, log, traceparent: given }, async (seen, traceparent) => {
    const base = { db: database.db, env, clock, log, queue, requestId, traceparent, signal, secretKey };
    try {
      refuseNul(request);
      return named(await respond(base), requestId);
    } catch (thrown) {
      seen.error = toAppError(thrown);
      return named(respondError(seen.error, requestId), requestId);
    }
  });
}

function named(response: Response, requestId: string): Response {
  response.headers.set("x-request-id", requestId);
  return response;
}

/** Postgres cannot keep a NUL, and an address may bring one into any name or filter. */
function refuseNul({ url }: Request): void {
  if (url.includes("%00")) {
    throw new AppError({
      code: "invalid_request",
      detail: "The address holds a NUL character, which cannot be stored.",
    });
  }
}
