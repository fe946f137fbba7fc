import { AppError } from "@/lib/core/app-error";
import { metrics } from "@/lib/core/metrics";
import { activeTraceparent, withSpan } from "@/lib/core/tracing";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { type Outbound, postOutbound } from "@/lib/engines/outbound/post-outbound";
import { fitAnswer } from "@/lib/policy/fit-answer";
import { planCallback } from "@/lib/policy/plan-callback";
import { traceparentOf } from "@/lib/policy/trace-context";
import { handBackCallback } from "@/lib/records/callbacks/hand-back-callback";
import { lookForEndMs } from "@/lib/records/callbacks/look-for-end";
import { type AfterAttempt, recordAttempt } from "@/lib/records/callbacks/record-attempt";
import { signingSecrets } from "@/lib/records/callbacks/signing-secrets";
import type { HeldCallback } from "@/lib/records/callbacks/take-callbacks";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import { jobEnvelope } from "./job-envelope";
import { outboundRules } from "./outbound-rules";
import { receiverOf } from "./receiver-of";
import { signCallback } from "./sign-callback";

/** What an attempt came to; `impossible` is one that nothing could be sent for, and never will. */
type Attempt =
  | Outbound
  | { kind: "resting"; restMs: number }
  | { kind: "early" }
  | { kind: "impossible"; reason: string };

export type DeliverOptions = {
  /** For one request, all of it together. */
  timeoutMs?: number;
};

const breakerRules = { failuresMax: 5, restMs: 30_000 };
const restJitterMs = 10_000;
/** So long after the job's end a callback may be put off by its host's breaker without that counting as an attempt. */
const putOffMsMax = 24 * 60 * 60 * 1000;

/**
 * Sends one callback that this process holds and keeps how that went. A crash between the two sends it again, with the
 * same webhook-id. A receiver's host that keeps failing is left alone, for all callbacks to it.
 */
export async function deliverCallback(
  ctx: Context,
  { callback, timeoutMs }: DeliverOptions & { callback: HeldCallback },
): Promise<void> {
  const at = ctx.clock.now();
  const startedMs = performance.now();
  const attempt = await tryDelivery(ctx, { callback, timeoutMs, at });
  const durationMs = Math.round(performance.now() - startedMs);
  if (attempt.kind === "unreached" && ctx.signal.aborted) return handBackCallback(ctx, { callback, at });
  // Added by a twin while the job runs; the end makes it due, this is the net under that.
  if (attempt.kind === "early") {
    return handBackCallback(ctx, { callback, at: new Date(at.getTime() + lookForEndMs) });
  }
  if (attempt.kind === "resting" && at.getTime() - callback.createdAt.getTime() < putOffMsMax) {
    const restMs = attempt.restMs + Math.random() * restJitterMs;
    return handBackCallback(ctx, { callback, at: new Date(at.getTime() + restMs) });
  }
  const error = errorOf(attempt);
  metrics().callbackAttempts.inc({ outcome: error === null ? "delivered" : attempt.kind });
  const status = attempt.kind === "answered" ? attempt.status : null;
  await recordAttempt(ctx, {
    callback,
    attempt: { at, status, durationMs, error },
    after: error === null ? { state: "delivered" } : afterFailure(ctx, { callback, attempt, status }),
  });
  if (error !== null)
    ctx.log.warn({ callback: callback.id, job: callback.jobId, status }, `a callback failed: ${error}`);
}

type TryInput = { callback: HeldCallback; timeoutMs: number | undefined; at: Date };

async function tryDelivery(ctx: Context, { callback, timeoutMs, at }: TryInput): Promise<Attempt> {
  const job = await findJob(ctx, callback.jobId);
  if (!job) return { kind: "impossible", reason: "the job is not kept any more" };
  if (!isFinished(job)) return { kind: "early" };
  const secrets = await signingSecrets(ctx, { callerId: job.callerId });
  if (secrets.length === 0) {
    return { kind: "impossible", reason: "the caller's secret cannot be opened; rotate it, then resend" };
  }
  const body = fitAnswer(jobEnvelope(ctx, job), ["result"]);
  const signed = signCallback({ id: callback.id, at, body, secrets });
  const { url } = callback;
  const send = () =>
    postOutbound({
      url,
      headers: { "content-type": "application/json; charset=utf-8", ...traceHeaders(job), ...signed },
      body,
      rules: outboundRules(ctx),
      signal: ctx.signal,
      ...(timeoutMs && { timeoutMs }),
    });
  const attributes = { "orchestrator.job_id": job.id, "orchestrator.attempt": callback.attempt };
  return withSpan({ name: "callback", kind: "client", attributes, parent: job.traceparent }, async (span) => {
    const attempt = await throughBreaker(ctx, url, send);
    if (attempt.kind !== "answered" || attempt.status >= 300) span.fail(attempt.kind);
    return attempt;
  });
}

/** The receiver can find the call again by both. */
function traceHeaders(job: Job): Record<string, string> {
  return { traceparent: activeTraceparent() ?? traceparentOf(job), "x-request-id": job.requestId };
}

async function throughBreaker(ctx: Context, url: string, send: () => Promise<Outbound>): Promise<Attempt> {
  let outbound: Outbound | undefined;
  try {
    return await runThroughBreaker(
      {
        target: receiverOf(url),
        kind: "caller",
        rules: breakerRules,
        isTargetsFault: () => outbound !== undefined && !ctx.signal.aborted,
        detail: "The receiver's host could not be used.",
        hint: "It is called again after its rest.",
      },
      async () => {
        outbound = await send();
        if (isHostDown(outbound)) throw new Error("the host is down");
        return outbound;
      },
    );
  } catch (error) {
    if (outbound) return outbound;
    if (error instanceof AppError && error.breaker) {
      return { kind: "resting", restMs: error.breaker.retry_after_s * 1000 };
    }
    throw error;
  }
}

/** Only what speaks against the whole host counts: no answer at all, or its own failure. */
function isHostDown(outbound: Outbound): boolean {
  return outbound.kind === "unreached" || (outbound.kind === "answered" && outbound.status >= 500);
}

/** Why an attempt did not count as delivered; null when it did. */
function errorOf(attempt: Exclude<Attempt, { kind: "early" }>): string | null {
  switch (attempt.kind) {
    case "answered":
      if (attempt.status >= 200 && attempt.status < 300) return null;
      if (attempt.status >= 300 && attempt.status < 400) {
        return `the receiver answered ${attempt.status}; redirects are not followed`;
      }
      return `the receiver answered ${attempt.status}`;
    case "resting":
      return "not sent: the receiver's host keeps failing and is left alone";
    case "refused":
    case "impossible":
      return `not sent: ${attempt.reason}`;
    case "unreached":
      return `the receiver was not reached: ${attempt.reason}`;
  }
}

type AfterFailureInput = { callback: HeldCallback; attempt: Attempt; status: number | null };

function afterFailure(ctx: Context, { callback, attempt, status }: AfterFailureInput): AfterAttempt {
  if (attempt.kind === "impossible") return { state: "failed" };
  const now = ctx.clock.now();
  const delayMs = planCallback({
    attempt: callback.attempt,
    status,
    retryAfter: attempt.kind === "answered" ? attempt.retryAfter : null,
    now,
    random: Math.random(),
  });
  return delayMs === null ? { state: "failed" } : { state: "waiting", at: new Date(now.getTime() + delayMs) };
}
