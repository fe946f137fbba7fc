import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { RateFacts } from "@/lib/core/app-error";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import { laneOf } from "@/lib/policy/lanes";
import { admitJob, admitUnrecorded } from "@/lib/records/admission/admit-job";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { admitCall } from "./admit-call";
import { awaitJob } from "./await-job";
import { newClaim, newJob } from "./new-job";
import { overOrAsked } from "./over-or-asked";
import { isQueueIdle } from "./queue-idle";
import type { Route } from "./route-intent";
import { reservePlace, runningJobs } from "./running-jobs";
import { sendJobs } from "./send-jobs";
import { startJob, startReadOnly } from "./start-job";

/** The job that answers a call: finished or still running, and whether an earlier call made it. */
export type Outcome = {
  job: Job;
  isReplayed: boolean;
  /** How far the limits are used up that the call was held to. */
  rates: RateFacts[];
};

type RunCallInput = {
  request: OrchestrateRequest;
  route: Route;
  input: unknown;
  replayOf?: string | null;
  /** What the call is held to; null for nothing. */
  plan?: AdmissionPlan | null;
};

/**
 * Runs a call whose inputs are checked, or lets an earlier one that is the same answer for it. A read-only intent runs
 * again each time: an hour-old answer would be a lie. What finds no room here, or is not waited for while others wait
 * their turn, is queued.
 */
export async function runCall(
  ctx: Context,
  { request, route, input, replayOf = null, plan = null }: RunCallInput,
): Promise<Outcome> {
  const { tool } = route;
  const waitMs = request.wait_s === undefined ? ctx.env.syncTimeoutMs : request.wait_s * 1000;
  const mayRunHere = !tool.concurrencyMax && (waitMs > 0 || isQueueIdle(ctx.db));
  const givePlaceBack = mayRunHere ? reservePlace(ctx, laneOf(route.mode)) : null;
  try {
    const job = newJob(ctx, { request, route, isRunHere: givePlaceBack !== null, replayOf });
    return await admitAndRun(ctx, { request, tool, input, job, plan, waitMs, givePlaceBack });
  } finally {
    givePlaceBack?.();
  }
}

type AdmitAndRunInput = {
  request: OrchestrateRequest;
  tool: Tool;
  input: unknown;
  job: Job;
  plan: AdmissionPlan | null;
  waitMs: number;
  /** Null when the call is not to run here. */
  givePlaceBack: (() => void) | null;
};

async function admitAndRun(
  ctx: Context,
  { request, tool, input, job, plan, waitMs, givePlaceBack }: AdmitAndRunInput,
): Promise<Outcome> {
  const deadlineMs = performance.now() + waitMs;
  if (tool.effects === "read") {
    // A flow may report on itself at once, so it is on record before it begins.
    if (givePlaceBack && job.mode !== "flow") {
      const rates = plan ? (await admitUnrecorded(ctx, { job, plan })).rates : [];
      const started = await startReadOnly(ctx, { job, tool, input, plan, waitMs, onRecord: givePlaceBack });
      return { job: await untilEnd(ctx, { job: started, deadlineMs }), isReplayed: false, rates };
    }
    const rates = await recordRead(ctx, { job, plan });
    if (givePlaceBack) return startHere(ctx, { job, tool, input, deadlineMs, givePlaceBack, rates });
    await sendJobs(ctx, [job]);
    return { job: await untilEnd(ctx, { job, deadlineMs }), isReplayed: false, rates };
  }
  const admission = await admitCall(ctx, { job, claim: newClaim({ request, job }), tool, plan });
  const { rates } = admission;
  switch (admission.kind) {
    case "run": {
      if (!givePlaceBack) {
        await sendJobs(ctx, [job]);
        return { job: await untilEnd(ctx, { job, deadlineMs }), isReplayed: false, rates };
      }
      return startHere(ctx, { job, tool, input, deadlineMs, givePlaceBack, rates });
    }
    case "join":
      givePlaceBack?.();
      return { job: await awaitJob(ctx, { job: admission.job, waitMs }), isReplayed: true, rates };
    case "replay":
      return { job: admission.job, isReplayed: true, rates };
  }
}

async function recordRead(ctx: Context, { job, plan }: { job: Job; plan: AdmissionPlan | null }): Promise<RateFacts[]> {
  if (plan) return (await admitJob(ctx, { job, plan, claim: null })).rates;
  await insertJob(ctx, job);
  return [];
}

type StartHereInput = {
  job: Job;
  tool: Tool;
  input: unknown;
  deadlineMs: number;
  givePlaceBack(): void;
  rates: RateFacts[];
};

/** Runs a job that is on record as held by this process. */
async function startHere(
  ctx: Context,
  { job, tool, input, deadlineMs, givePlaceBack, rates }: StartHereInput,
): Promise<Outcome> {
  const over = startJob(ctx, { job, tool, input });
  givePlaceBack();
  const asked = runningJobs(ctx.db).get(job.id)?.asked ?? Promise.resolve();
  const settled = await overOrAsked({ over, asked, waitMs: deadlineMs - performance.now() });
  return { job: await untilEnd(ctx, { job: settled ?? job, deadlineMs }), isReplayed: false, rates };
}

/** A job that is queued or between two attempts is waited for like any other; without time to wait, not looked at. */
async function untilEnd(ctx: Context, { job, deadlineMs }: { job: Job; deadlineMs: number }): Promise<Job> {
  const waitMs = deadlineMs - performance.now();
  return isFinished(job) || waitMs <= 0 ? job : awaitJob(ctx, { job, waitMs });
}
