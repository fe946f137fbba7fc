import { metrics } from "@/lib/core/metrics";
import { traceBinding, withSpan } from "@/lib/core/tracing";
import { traceparentOf } from "@/lib/policy/trace-context";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { intentLabel } from "./intent-label";
import type { RunOutcome } from "./run-tool";

type ObserveInput = { job: Job; tool: Tool };

/**
 * Counts, traces and logs one run of a job. It continues the trace of the call that asked for it, whoever carries it
 * out; its log names the job.
 */
export function observeRun(
  ctx: Context,
  { job, tool }: ObserveInput,
  run: (ctx: Context) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const attributes = {
    "orchestrator.job_id": job.id,
    "orchestrator.mode": job.mode,
    "orchestrator.attempt": job.attempt,
    "orchestrator.caller_id": job.callerId,
  };
  return withSpan({ name: `run ${job.mode}`, attributes, parent: job.traceparent }, async (span) => {
    const startedMs = performance.now();
    // Where the caller brought none, the job's own, which flows are told as well.
    const ownTrace = job.traceparent === null ? traceBinding(traceparentOf(job)) : {};
    const log = ctx.log.child({ job: job.id, ...ownTrace });
    const outcome = await run({ ...ctx, log });
    const code = outcome.kind === "failed" ? outcome.error.code : "none";
    const intent = intentLabel(tool, { hasSucceeded: outcome.kind !== "failed" });
    const durationS = (performance.now() - startedMs) / 1000;
    metrics().runs.inc({ intent, mode: job.mode, outcome: outcome.kind, code });
    metrics().runSeconds.observe({ intent, mode: job.mode }, durationS);
    span.set({ "orchestrator.intent": tool.intent, "orchestrator.outcome": outcome.kind });
    if (outcome.kind === "failed") span.fail(code);
    // A failure has its own line, with its cause.
    else log.info({ ...factsOf(job), outcome: outcome.kind, duration_ms: Math.round(durationS * 1000) }, "a run ended");
    return outcome;
  });
}

/** What names a run in the log beside its job; nothing of what went in or came out. */
export function factsOf({ intent, mode, attempt, callerId }: Job) {
  return { intent, mode, attempt, caller: callerId };
}
