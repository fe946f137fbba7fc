import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import type { Report, RunOf, Tool } from "@/lib/tools/define-tool";
import { isHandedOver } from "@/lib/tools/handed-over";

export type RunOutcome =
  | Settled
  /** It goes on elsewhere; whoever has it reports its end within `waitMs`. */
  | { kind: "handed_over"; waitMs: number };

/** How a run ended. */
export type Settled =
  | { kind: "succeeded"; output: unknown; durationMs: number }
  /** `isStarted` is false when the tool was never called, so that nothing can have happened. */
  | { kind: "failed"; error: AppError; durationMs: number; isStarted?: boolean };

type RunToolInput = {
  tool: Tool;
  job: RunOf;
  input: unknown;
  /** Aborts this run: when its time is up, when the process stops, and by whoever cancels the job. */
  controller: AbortController;
  report: Report;
};

/** Runs a tool within its time, whether or not it heeds its signal, and never throws. */
export async function runTool(
  ctx: Context,
  { tool, job, input, controller, report }: RunToolInput,
): Promise<RunOutcome> {
  if (ctx.signal.aborted) return { kind: "failed", error: stopped(), durationMs: 0, isStarted: false };
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  const { signal } = controller;
  const limit = startLimit({ stop: ctx.signal, controller, tool });
  try {
    const returned = await Promise.race([tool.run({ ...ctx, signal, report, job }, input), limit.reached]);
    if (isHandedOver(returned)) return { kind: "handed_over", waitMs: returned.waitMs };
    return { kind: "succeeded", output: tool.output.parse(returned), durationMs: durationMs() };
  } catch (thrown) {
    // A tool that heeds its signal throws what it likes then; why it was aborted says more.
    return { kind: "failed", error: toAppError(signal.aborted ? signal.reason : thrown), durationMs: durationMs() };
  } finally {
    limit.release();
  }
}

/** A promise that rejects when a run is aborted, and what aborts it by itself: its time, and the end of the process. */
function startLimit({ stop, controller, tool }: { stop: AbortSignal; controller: AbortController; tool: Tool }) {
  const reached = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
  });
  // Nobody may be listening any more when it rejects.
  reached.catch(() => {});
  const onStop = () => controller.abort(stopped());
  const timer = setTimeout(() => controller.abort(timedOut(tool)), tool.timeoutMs);
  stop.addEventListener("abort", onStop, { once: true });
  const release = () => {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  };
  return { reached, release };
}

function timedOut(tool: Tool): AppError {
  return new AppError({
    code: "timeout",
    detail: `'${tool.intent}' did not finish within its ${tool.timeoutMs / 1000} s.`,
    hint: tool.effects === "once" ? "It may have taken effect: check before you send it again." : "Try again.",
  });
}

function stopped(): AppError {
  return new AppError({
    code: "shutting_down",
    detail: "The orchestrator is stopping.",
    hint: "Try again in a minute.",
  });
}
