import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { CallOptions } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { orchestrate } from "@/lib/dispatch/orchestrate";
import { rateLimitOf } from "@/lib/dispatch/rate-limit-of";
import { readEnvelope } from "@/lib/dispatch/read-envelope";
import type { Outcome } from "@/lib/dispatch/run-call";
import type { Context } from "@/lib/records/context";
import { rateHeaders } from "./rate-headers";
import { readPreference } from "./read-preference";
import { respondEnvelope } from "./respond";
import { respondEvents } from "./respond-events";

type RespondToCallInput = { request: Request; call: OrchestrateRequest };

/** Runs a call and answers for it; the `Idempotency-Key` header counts like the body's field. */
export async function respondToCall(ctx: Context, { request, call }: RespondToCallInput): Promise<Response> {
  const { wait_s, ...rest } = withHeaderKey({ request, call });
  return respondToRun(ctx, {
    request,
    wait_s,
    run: (waitS) => orchestrate(ctx, waitS === undefined ? rest : { ...rest, wait_s: waitS }),
  });
}

type RespondToRunInput = {
  request: Request;
  /** What the body says of how long the caller waits. */
  wait_s: number | undefined;
  run(waitS: number | undefined): Promise<Outcome>;
};

/**
 * Answers for a job that `run` makes: with its envelope, when it is ready or the caller has waited long enough, or with
 * the stream of its events when that is accepted. A stream is not waited for: the job goes on record first.
 */
export async function respondToRun(ctx: Context, { request, wait_s, run }: RespondToRunInput): Promise<Response> {
  if (acceptsEvents(request)) {
    const { job, isReplayed, rates } = await run(0);
    const headers = { ...replayHeaders(isReplayed), ...rateHeaders(rates) };
    return respondEvents(ctx, { request, job, isNew: true, headers });
  }
  const preference = wait_s === undefined ? readPreference(request) : null;
  const { job, isReplayed, rates } = await run(preference?.waitS ?? wait_s);
  const envelope = { ...(await readEnvelope(ctx, job)), ...rateLimitOf(rates) };
  return respondEnvelope(envelope, {
    ...replayHeaders(isReplayed),
    ...rateHeaders(rates),
    ...(preference && { "preference-applied": preference.applied }),
  });
}

/** RFC 9110, section 12.5.1; a wildcard asks for no stream. */
function acceptsEvents(request: Request): boolean {
  const accept = request.headers.get("accept")?.toLowerCase() ?? "";
  return accept.split(",").some((range) => /^\s*text\/event-stream\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/.test(range));
}

function replayHeaders(isReplayed: boolean): Record<string, string> {
  return isReplayed ? { "idempotency-replayed": "true" } : {};
}

function withHeaderKey({ request, call }: { request: Request; call: OrchestrateRequest }): OrchestrateRequest {
  const header = request.headers.get("idempotency-key");
  if (header === null) return call;
  const key = CallOptions.shape.idempotency_key.safeParse(header);
  if (!key.success || (call.idempotency_key !== undefined && call.idempotency_key !== header)) {
    throw new AppError({
      code: "invalid_request",
      detail: "The Idempotency-Key header is not valid, or differs from idempotency_key in the body.",
      errors: [{ path: "Idempotency-Key", message: "must be 1 to 255 characters, and the same as in the body" }],
    });
  }
  return { ...call, idempotency_key: header };
}
