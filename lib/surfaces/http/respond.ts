import type { Envelope } from "@/lib/contracts/envelope";
import type { AppError } from "@/lib/core/app-error";
import { errorCodes } from "@/lib/core/error-codes";
import { errorEnvelope } from "@/lib/dispatch/job-envelope";
import { fitAnswer } from "@/lib/policy/fit-answer";
import { rateHeaders } from "./rate-headers";
import { requestIdOf } from "./request-id";

const retryAfterErrorS = 5;

/** Any JSON body that is bounded by its own rules. */
export function respondBody(body: object, status = 200): Response {
  return respondText(JSON.stringify(body), { status });
}

/** The same for a probe, which is answered whether or not there is a runtime. */
export function respondProbe(request: Request, { body, status }: { body: object; status: number }): Response {
  return respondText(JSON.stringify(body), { status, headers: { "x-request-id": requestIdOf(request) } });
}

/** A JSON body whose named members are cut when the whole would exceed what a caller can see. */
export function respondFitted(body: Record<string, unknown>, members: readonly string[]): Response {
  return respondText(fitAnswer(body, members), { status: 200 });
}

/** The envelope as an HTTP answer, its status code from the code table. */
export function respondEnvelope(envelope: Envelope, headers: Record<string, string> = {}): Response {
  const retryAfterS = retryAfterSOf(envelope);
  return respondText(fitAnswer(envelope, ["result"]), {
    status: statusOf(envelope),
    headers: { ...(retryAfterS !== null && { "retry-after": String(retryAfterS) }), ...headers },
  });
}

export function respondError(error: AppError, requestId: string): Response {
  return respondEnvelope(errorEnvelope(error, requestId), {
    ...rateHeaders(error.rates),
    ...(error.code === "unauthorized" && { "www-authenticate": 'Bearer realm="orchestrator"' }),
  });
}

/** When to ask again: a job says so itself, a target that is left alone too, and else it is so in a few seconds. */
function retryAfterSOf(envelope: Envelope): number | null {
  switch (envelope.status) {
    case "success":
      return null;
    case "accepted":
      return envelope.retry_after_s;
    case "error":
      if (envelope.retry_after_s !== undefined) return envelope.retry_after_s;
      return envelope.retryable ? Math.max(retryAfterErrorS, envelope.breaker?.retry_after_s ?? 0) : null;
  }
}

function statusOf(envelope: Envelope): number {
  switch (envelope.status) {
    case "success":
      return 200;
    case "accepted":
      return 202;
    case "error":
      return errorCodes[envelope.code].status;
  }
}

function respondText(
  text: string,
  { status, headers }: { status: number; headers?: Record<string, string> },
): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
