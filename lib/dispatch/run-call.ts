import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { createId } from "@/lib/core/ids";
import type { Context } from "@/lib/records/context";
import type { Claim } from "@/lib/records/jobs/claim";
import type { Job } from "@/lib/records/jobs/job";
import { admitCall } from "./admit-call";
import { awaitJob } from "./await-job";
import { fingerprint } from "./fingerprint";
import type { Route } from "./route-intent";
import { startJob } from "./start-job";

/** The job that answers a call: finished or still running, and whether an earlier call made it. */
export type Outcome = { job: Job; isReplayed: boolean };

type RunCallInput = { request: OrchestrateRequest; route: Route; input: unknown };

const claimMs = 60 * 60 * 1000;
/** What a process may take to write a job's end, beyond the tool's own time. */
const settleMsMax = 15_000;

/**
 * Runs a call whose inputs are checked, or lets an earlier one that is the same answer for it. A read-only intent runs
 * again each time: an hour-old answer would be a lie.
 */
export async function runCall(ctx: Context, { request, route, input }: RunCallInput): Promise<Outcome> {
  const job = newJob(ctx, { request, route });
  const waitMs = request.wait_s === undefined ? ctx.env.syncTimeoutMs : request.wait_s * 1000;

  if (route.tool.effects === "read") {
    return {
      job: await startJob(ctx, { job, tool: route.tool, input, waitMs, isRecorded: false }),
      isReplayed: false,
    };
  }
  const admission = await admitCall(ctx, { job, claim: newClaim({ request, job }), tool: route.tool });
  switch (admission.kind) {
    case "run":
      return {
        job: await startJob(ctx, { job, tool: route.tool, input, waitMs, isRecorded: true }),
        isReplayed: false,
      };
    case "join":
      return { job: await awaitJob(ctx, { job: admission.job, waitMs }), isReplayed: true };
    case "replay":
      return { job: admission.job, isReplayed: true };
  }
}

function newJob(ctx: Context, { request, route }: { request: OrchestrateRequest; route: Route }): Job {
  const now = ctx.clock.now();
  return {
    id: createId("job", now.getTime()),
    intent: request.intent,
    mode: route.mode,
    state: "running",
    callerId: ctx.actor.id,
    callerName: ctx.actor.name,
    inputs: request.inputs,
    context: request.context ?? null,
    callbackUrl: request.callback_url ?? null,
    requestId: ctx.requestId,
    result: null,
    error: null,
    createdAt: now,
    startedAt: now,
    finishedAt: null,
    durationMs: null,
    leaseUntil: new Date(now.getTime() + route.tool.timeoutMs + settleMsMax),
  };
}

function newClaim({ request, job }: { request: OrchestrateRequest; job: Job }): Claim {
  const print = fingerprint(request);
  const isCallersKey = request.idempotency_key !== undefined;
  return {
    key: isCallersKey ? `k:${request.idempotency_key}` : `h:${print}`,
    isCallersKey,
    fingerprint: print,
    expiresAt: new Date(job.createdAt.getTime() + claimMs),
  };
}
