import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import { traceBinding } from "@/lib/core/tracing";
import { findJobActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { listPausedCallers } from "@/lib/records/keys/list-paused-callers";
import type { Tools } from "@/lib/tools/catalog";
import { authorizeIntent } from "./authorize-intent";
import { checkInputs } from "./check-inputs";
import { passGate } from "./pass-gate";
import { planCall } from "./plan-call";
import { settleJob } from "./settle-job";
import { startJob } from "./start-job";

type RunHeldJobInput = {
  job: Job;
  tools: Tools;
  /** Called when it counts among the running ones. */
  onBegun?: () => void;
};

/**
 * Runs a job from the queue, which this process holds. It passes the same gate as when it was asked for: a key that was
 * revoked meanwhile runs nothing, one that is paused nothing yet.
 */
export async function runHeldJob(ctx: Omit<Context, "actor">, { job, tools, onBegun }: RunHeldJobInput): Promise<Job> {
  // The log names it by the request that asked for it, as its answer does.
  const log = ctx.log.child({ request: job.requestId, ...traceBinding(job.traceparent) });
  let runCtx: Context = { ...ctx, log, actor: nobody(job) };
  let work: Pick<Parameters<typeof startJob>[1], "tool" | "input">;
  try {
    const actor = await findJobActor(ctx, job);
    // Paused since it was taken: it waits like those that were not.
    if (!actor && (await listPausedCallers(ctx)).includes(job.callerId)) {
      return settleJob(runCtx, { job, outcome: { kind: "held_back", durationMs: 0 } });
    }
    runCtx = { ...runCtx, actor: actor ?? runCtx.actor };
    const tool = await tools.find(runCtx, { intent: job.intent, mode: job.mode });
    if (!tool)
      throw new AppError({ code: "intent_not_found", detail: `Intent '${job.intent}' is not there any more.` });
    authorizeIntent(runCtx, job.intent);
    // Its limits and its price were counted when it was asked for; a stop holds for what waits, too.
    await planCall(runCtx, { intent: job.intent, tool });
    work = { tool, input: checkInputs({ tool, inputs: job.inputs }) };
    // What stops now goes back to the queue; it must not take its one use with it.
    if (!ctx.signal.aborted) await passGate(runCtx, { job, ...work });
  } catch (error) {
    // Whatever it was, nothing has been done.
    const unbegun = toAppError(error).with({ mayHaveRun: false });
    const outcome = { kind: "failed", error: unbegun, durationMs: 0, isStarted: false } as const;
    return settleJob(runCtx, { job, outcome });
  }
  const over = startJob(runCtx, { job, ...work });
  onBegun?.();
  return over;
}

/** The caller of a job who may call nothing any more. */
function nobody(job: Job): Actor {
  return {
    kind: job.callerKind,
    id: job.callerId,
    name: job.callerName,
    intents: [],
    namespace: job.namespace,
    rights: [],
    ownerId: null,
  };
}
