import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { createId } from "@/lib/core/ids";
import type { Context } from "@/lib/records/context";
import type { Claim } from "@/lib/records/jobs/claim";
import type { Job } from "@/lib/records/jobs/job";
import { fingerprint } from "./fingerprint";
import type { Route } from "./route-intent";
import { leaseMs, processId } from "./start-job";

const claimMs = 60 * 60 * 1000;
/** How often a job is tried when it may be. */
const attemptsMax = 3;

type NewJobInput = { request: OrchestrateRequest; route: Route; isRunHere: boolean; replayOf: string | null };

/** A job of a call, running here from its first moment, or queued. */
export function newJob(ctx: Context, { request, route, isRunHere, replayOf }: NewJobInput): Job {
  const now = ctx.clock.now();
  const { tool } = route;
  const held = {
    state: "running",
    attempt: 1,
    startedAt: now,
    heldBy: processId(),
    leaseUntil: new Date(now.getTime() + leaseMs),
  } as const;
  const queued = { state: "queued", attempt: 0, startedAt: null, heldBy: null, leaseUntil: null } as const;
  return {
    id: createId("job", now.getTime()),
    intent: request.intent,
    mode: route.mode,
    callerKind: ctx.actor.kind,
    callerId: ctx.actor.id,
    callerName: ctx.actor.name,
    namespace: ctx.actor.namespace,
    inputs: request.inputs,
    context: request.context ?? null,
    callbackUrl: request.callback_url ?? null,
    requestId: ctx.requestId,
    effects: tool.effects,
    attemptsMax: tool.attemptsMax ?? (tool.effects === "once" ? 1 : attemptsMax),
    priority: 0,
    runAt: now,
    result: null,
    error: null,
    createdAt: now,
    finishedAt: null,
    durationMs: null,
    sentAt: null,
    replayOf,
    idempotencyKey: request.idempotency_key ?? null,
    traceparent: ctx.traceparent ?? null,
    expiresAt: null,
    costMicros: 0,
    ...(isRunHere ? held : queued),
  };
}

/** What makes a job answer for its twins, for an hour. */
export function newClaim({ request, job }: { request: OrchestrateRequest; job: Job }): Claim {
  const print = fingerprint(request);
  const isCallersKey = request.idempotency_key !== undefined;
  return {
    key: isCallersKey ? `k:${request.idempotency_key}` : `h:${print}`,
    isCallersKey,
    fingerprint: print,
    expiresAt: new Date(job.createdAt.getTime() + claimMs),
  };
}
