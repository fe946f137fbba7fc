import { setMaxListeners } from "node:events";
import { AppError } from "@/lib/core/app-error";
import { watchCallers } from "@/lib/records/caller-watch";
import type { Actor, Context } from "@/lib/records/context";
import { authenticate } from "./authenticate";

export type CallerGuard = {
  /** Aborts when whoever sent the request may no more, or with other rights only, and when the process stops. */
  signal: AbortSignal;
  /** Begins to look; nothing is held before. */
  start(): void;
  stop(): void;
};

/** The net under the notices: ends that come with time, and notices that were lost. */
const lookMs = 5_000;

/** Looks again, as long as an answer is under way, whether its caller is still let in: by the very request it sent. */
export function createCallerGuard(ctx: Context, request: Request): CallerGuard {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const sent = new Request(request.url, { method: request.method, headers: new Headers(request.headers) });
  const abort = () => controller.abort();
  let timer: NodeJS.Timeout | null = null;
  let unwatch: (() => void) | null = null;

  async function look(): Promise<void> {
    if (!(await isStillAllowed(ctx, sent))) abort();
  }

  function start(): void {
    if (timer) return;
    timer = setInterval(() => void look(), lookMs).unref();
    unwatch = watchCallers(ctx.db, () => void look());
    ctx.signal.addEventListener("abort", abort, { once: true });
    if (ctx.signal.aborted) abort();
  }

  function stop(): void {
    if (timer) clearInterval(timer);
    unwatch?.();
    ctx.signal.removeEventListener("abort", abort);
  }

  return { signal: controller.signal, start, stop };
}

/** Does work that waits for something; throws what the caller is refused with when it is let in no more by then. */
export async function whileAllowed<Value>(
  ctx: Context,
  { request, work }: { request: Request; work(ctx: Context): Promise<Value> },
): Promise<Value> {
  const guard = createCallerGuard(ctx, request);
  guard.start();
  const value = await work({ ...ctx, signal: guard.signal }).finally(guard.stop);
  if (!guard.signal.aborted || ctx.signal.aborted) return value;
  if (rightsOf(await authenticateAgain(ctx, request)) === rightsOf(ctx.actor)) return value;
  throw new AppError({
    code: "forbidden",
    detail: "What you may do was changed while you waited.",
    hint: "Ask again.",
  });
}

/** A database that does not answer lets nobody in, and ends nothing either. */
async function isStillAllowed(ctx: Context, request: Request): Promise<boolean> {
  try {
    return rightsOf(await authenticateAgain(ctx, request)) === rightsOf(ctx.actor);
  } catch (error) {
    return !(error instanceof AppError && (error.code === "unauthorized" || error.code === "forbidden"));
  }
}

/** Not paced: unknown keys from the same address must neither keep a revoked key's answer open nor end a good one's. */
function authenticateAgain(ctx: Context, request: Request): Promise<Actor> {
  return authenticate(ctx, request, { areGrantsTaken: false, isPaced: false });
}

function rightsOf({ kind, id, intents, namespace, rights }: Actor): string {
  return JSON.stringify([kind, id, intents, namespace, rights]);
}
