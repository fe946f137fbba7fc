import { metrics } from "@/lib/core/metrics";
import { toAppError } from "@/lib/core/to-app-error";
import { withSpan } from "@/lib/core/tracing";
import type { Context } from "@/lib/records/context";
import { countRefusal } from "./count-refusal";
import { intentLabel } from "./intent-label";
import type { Route } from "./route-intent";
import type { Outcome } from "./run-call";

/** What a call turns out to be: where it goes, once that is known. */
export type SeenCall = { route: Route | null };

/** Counts and traces a call, and what it came to; its job and everything that it asks for belong to its span. */
export function observeCall(ctx: Context, work: (ctx: Context, seen: SeenCall) => Promise<Outcome>): Promise<Outcome> {
  const attributes = { "orchestrator.caller_id": ctx.actor.id, "orchestrator.request_id": ctx.requestId };
  return withSpan({ name: "orchestrate", attributes, parent: ctx.traceparent ?? null }, async (span) => {
    const seen: SeenCall = { route: null };
    const startedMs = performance.now();
    const count = (outcome: string, code: string) => {
      const intent = intentLabel(seen.route?.tool ?? null);
      const mode = seen.route?.mode ?? "none";
      metrics().calls.inc({ intent, mode, outcome, code });
      metrics().callSeconds.observe({ intent, mode }, (performance.now() - startedMs) / 1000);
      const named = seen.route?.tool.intent ?? intent;
      span.set({ "orchestrator.intent": named, "orchestrator.mode": mode, "orchestrator.outcome": outcome });
    };
    try {
      const outcome = await work({ ...ctx, traceparent: span.traceparent ?? ctx.traceparent ?? null }, seen);
      const { job, isReplayed } = outcome;
      const code = job.error?.code ?? "none";
      count(isReplayed ? "replayed" : outcomeOf(job), code);
      span.set({ "orchestrator.job_id": job.id });
      return outcome;
    } catch (thrown) {
      count("refused", toAppError(thrown).code);
      const { route } = seen;
      countRefusal(ctx, {
        thrown,
        actor: ctx.actor,
        known: route ? { intent: route.tool.intent, mode: route.mode } : {},
      });
      throw thrown;
    }
  });
}

/** A job that goes on is an accepted one. */
function outcomeOf({ state }: Outcome["job"]): string {
  switch (state) {
    case "succeeded":
      return "success";
    case "queued":
    case "awaiting_approval":
    case "running":
    case "retrying":
      return "accepted";
    case "failed":
    case "cancelled":
    case "expired":
    case "rejected":
      return "error";
  }
}
