import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import { createRefusalCounts, type RefusalCounts } from "@/lib/policy/refusal-counts";
import type { Context } from "@/lib/records/context";
import { addRefusals } from "@/lib/records/usage/add-refusals";

const soonMs = 3_000;

type Waiting = { counts: RefusalCounts; isDue: boolean };

/** The refusals that this process has counted and not written yet, for a database. */
export function refusalCounts(db: Db): RefusalCounts {
  return waitingOf(db).counts;
}

/** Has what was counted written in a few seconds; nobody waits for it. */
export function flushSoon(ctx: Pick<Context, "db" | "log">): void {
  const waiting = waitingOf(ctx.db);
  if (waiting.isDue) return;
  waiting.isDue = true;
  setTimeout(() => {
    waiting.isDue = false;
    void flushRefusals(ctx);
  }, soonMs).unref();
}

/** Writes the refusals that were counted. Never throws: what cannot be written is kept for the next time. */
export async function flushRefusals(ctx: Pick<Context, "db" | "log">): Promise<void> {
  const { counts } = waitingOf(ctx.db);
  const taken = counts.take();
  if (taken.length === 0) return;
  try {
    await addRefusals(ctx, taken);
  } catch (error) {
    counts.putBack(taken);
    ctx.log.warn({ err: error }, "refused calls could not be counted and are kept for the next time");
  }
}

function waitingOf(db: Db): Waiting {
  const all = globalState("refusals", () => new WeakMap<Db, Waiting>());
  const waiting = all.get(db) ?? { counts: createRefusalCounts(), isDue: false };
  all.set(db, waiting);
  return waiting;
}
