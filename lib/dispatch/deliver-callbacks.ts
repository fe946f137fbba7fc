import type { JobState } from "@/lib/contracts/job";
import { outsideSpans } from "@/lib/core/tracing";
import { isFinal } from "@/lib/policy/job-moves";
import type { Lane } from "@/lib/records/callbacks/pick-callbacks";
import { type HeldCallback, takeCallbacks } from "@/lib/records/callbacks/take-callbacks";
import type { Context } from "@/lib/records/context";
import { watchJobs } from "@/lib/records/jobs/job-watch";
import { type DeliverOptions, deliverCallback } from "./deliver-callback";

export type Deliveries = {
  /** Looks for due callbacks now. */
  wake(): void;
  /** Takes no more callbacks; resolves when those on their way are settled. */
  stop(): Promise<void>;
};

/** All together; each caller and host has a share of it (pick-callbacks.ts). They cost a socket each, no more. */
const concurrencyMax = 32;
/** Longer than any request and what is written around it; then its process is taken for dead. */
const leaseMs = 60_000;
/** The net under the notices: second attempts, what a dead process held, and notices that were lost. */
const pollMs = 1_000;

/**
 * Delivers callbacks as they come due, many at once, until it is stopped. It looks at once when a job ends that is to
 * be called back, in this process or another. Any number of processes may do so together.
 */
export function startDeliveries(ctx: Context, options: DeliverOptions = {}): Deliveries {
  const state = { isWanted: false, isStopped: false };
  const sending = new Map<Promise<void>, HeldCallback>();
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      while (state.isWanted && !state.isStopped) {
        state.isWanted = false;
        const room = concurrencyMax - sending.size;
        if (room <= 0) return;
        const taken = await takeCallbacks(ctx, { limit: room, leaseMs, held: [...sending.values()].map(laneOf) });
        for (const callback of taken) track(callback);
      }
    } catch (error) {
      ctx.log.warn({ err: error }, "callbacks could not be read and are tried again");
    }
  }

  function wake(): void {
    state.isWanted = true;
    looking ??= outsideSpans(look).finally(() => {
      looking = null;
      // Asked for after its last look and before this.
      if (state.isWanted && !state.isStopped && sending.size < concurrencyMax) wake();
    });
  }

  function track(callback: HeldCallback): void {
    const sent = deliverQuietly(ctx, { callback, ...options }).finally(() => {
      sending.delete(sent);
      // There may be more than there was room for.
      wake();
    });
    sending.set(sent, callback);
  }

  const unwatch = watchJobs(ctx.db, ({ state: to, isCalledBack }) => {
    if (isCalledBack && isFinal(to as JobState)) wake();
  });
  const poll = setInterval(wake, pollMs).unref();
  wake();
  return {
    wake,
    stop: async () => {
      state.isStopped = true;
      unwatch();
      clearInterval(poll);
      await looking;
      await Promise.all(sending.keys());
    },
  };
}

function laneOf({ callerId, host }: HeldCallback): Lane {
  return { callerId, host };
}

/** Delivers what is due now, each once, within everyone's share; answers how many there were. */
export async function deliverDueCallbacks(ctx: Context, options: DeliverOptions = {}): Promise<number> {
  const taken = await takeCallbacks(ctx, { limit: concurrencyMax, leaseMs });
  await Promise.all(taken.map((callback) => deliverQuietly(ctx, { callback, ...options })));
  return taken.length;
}

/** One that could not be settled is due again when its lease has ended. */
async function deliverQuietly(ctx: Context, input: DeliverOptions & { callback: HeldCallback }): Promise<void> {
  try {
    await deliverCallback(ctx, input);
  } catch (error) {
    ctx.log.warn({ err: error, callback: input.callback.id }, "a callback could not be settled and is tried again");
  }
}
