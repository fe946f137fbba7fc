import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import type { Tool } from "@/lib/tools/define-tool";

export type RunOutcome =
  | { kind: "succeeded"; output: unknown; durationMs: number }
  | { kind: "failed"; error: AppError; durationMs: number };

/** Runs a tool within its time, whether or not it heeds its signal, and never throws. */
export async function runTool(ctx: Context, { tool, input }: { tool: Tool; input: unknown }): Promise<RunOutcome> {
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  const limit = startLimit(ctx.signal, tool);
  try {
    const returned = await Promise.race([tool.run({ ...ctx, signal: limit.signal }, input), limit.reached]);
    return { kind: "succeeded", output: tool.output.parse(returned), durationMs: durationMs() };
  } catch (thrown) {
    return { kind: "failed", error: toAppError(thrown), durationMs: durationMs() };
  } finally {
    limit.release();
  }
}

/** A signal that aborts when the tool's time is up or the process stops, and a promise that rejects with it. */
function startLimit(stop: AbortSignal, tool: Tool) {
  const controller = new AbortController();
  const reached = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
  });
  // Nobody may be listening any more when it rejects.
  reached.catch(() => {});
  const onStop = () => controller.abort(stopped());
  const timer = setTimeout(() => controller.abort(timedOut(tool)), tool.timeoutMs);
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();
  const release = () => {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  };
  return { signal: controller.signal, reached, release };
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
