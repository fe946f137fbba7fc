import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import type { RunOf, Tool, ToolContext } from "@/lib/tools/define-tool";
import { isHandedOver } from "@/lib/tools/handed-over";
import { createTimeLimit } from "./create-time-limit";
import { stopped } from "./stopped";

export type RunOutcome =
  | Settled
  /** It goes on elsewhere; whoever has it reports its end within `waitMs`. */
  | { kind: "handed_over"; waitMs: number };

/** How a run ended. */
export type Settled =
  | { kind: "succeeded"; output: unknown; durationMs: number }
  /** `isStarted` is false when the tool was never called, so that nothing can have happened. */
  | { kind: "failed"; error: AppError; durationMs: number; isStarted?: boolean }
  /** It was taken and not begun: whoever asked may call nothing at this moment. */
  | { kind: "held_back"; durationMs: number };

type RunToolInput = {
  tool: Tool;
  job: RunOf;
  input: unknown;
  /** Aborts this run: when its time is up, when the process stops, and by whoever cancels the job. */
  controller: AbortController;
  means: Pick<ToolContext, "report" | "ask" | "keep">;
};

/**
 * Runs a tool within its time, whether or not it heeds its signal, and never throws. While it waits for somebody's
 * answer the time stands still.
 */
export async function runTool(
  ctx: Context,
  { tool, job, input, controller, means }: RunToolInput,
): Promise<RunOutcome> {
  if (ctx.signal.aborted) return { kind: "failed", error: stopped(), durationMs: 0, isStarted: false };
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  const { signal } = controller;
  const limit = startLimit({ stop: ctx.signal, controller, tool });
  const ask: ToolContext["ask"] = (question) => {
    const answer = limit.hold(means.ask(question));
    // A tool that has been stopped may not be listening any more.
    answer.catch(() => {});
    return answer;
  };
  try {
    const returned = await Promise.race([tool.run({ ...ctx, ...means, ask, signal, job }, input), limit.reached]);
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
  const time = createTimeLimit({ ms: tool.timeoutMs, onEnd: () => controller.abort(timedOut(tool)) });
  stop.addEventListener("abort", onStop, { once: true });
  const release = () => {
    time.stop();
    stop.removeEventListener("abort", onStop);
  };
  return { reached, release, hold: time.hold };
}

function timedOut(tool: Tool): AppError {
  return new AppError({
    code: "timeout",
    detail: `'${tool.intent}' did not finish within its ${tool.timeoutMs / 1000} s.`,
    hint: tool.effects === "once" ? "It may have taken effect: check before you send it again." : "Try again.",
  });
}
