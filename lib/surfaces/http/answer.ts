import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import { readTraceparent } from "@/lib/policy/trace-context";
import type { Context } from "@/lib/records/context";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { logError } from "./log-error";
import { requestIdOf } from "./request-id";
import { respondError } from "./respond";

type Respond = (base: Omit<Context, "actor">) => Promise<Response>;

/**
 * Answers a request of whomever it comes from: gives `respond` a context without an actor, turns what it throws into
 * the error envelope, and names the request in the answer and in the log.
 */
export async function answer(request: Request, respond: Respond): Promise<Response> {
  const requestId = requestIdOf(request);
  const runtime = await getRuntime().catch((error) => toAppError(error));
  if (runtime instanceof AppError) return respondError(runtime, requestId);
  const { env, database, clock, log, queue, signal, secretKey } = runtime;
  const requestLog = log.child({ request: requestId });
  try {
    refuseNul(request);
    const response = await respond({
      db: database.db,
      env,
      clock,
      log: requestLog,
      queue,
      requestId,
      traceparent: readTraceparent(request.headers.get("traceparent")),
      signal,
      secretKey,
    });
    response.headers.set("x-request-id", requestId);
    return response;
  } catch (thrown) {
    const error = toAppError(thrown);
    logError(requestLog, error);
    const response = respondError(error, requestId);
    response.headers.set("x-request-id", requestId);
    return response;
  }
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
