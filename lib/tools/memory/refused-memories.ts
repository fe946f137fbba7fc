import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";

const restMs = 60 * 60_000;
const refusedMax = 1_000;

type RefusedMemory = { model: string; id: string };

/** When each was refused in this process, oldest first. Another process finds out by itself, with one request. */
function refusedAt(): Map<string, RefusedMemory & { at: number }> {
  return globalState("refused-memories", () => new Map());
}

/** Keeps in mind for an hour that a model's provider refuses a memory's text; of more than a thousand, the latest. */
export function rememberRefused(ctx: Context, { model, id }: RefusedMemory): void {
  const all = refusedAt();
  const [oldest] = all.keys();
  if (all.size >= refusedMax && oldest !== undefined) all.delete(oldest);
  all.set(`${model} ${id}`, { model, id, at: ctx.clock.now().getTime() });
}

/** The ids of the memories that a model's provider has refused within the hour. */
export function listRefused(ctx: Context, { model }: { model: string }): string[] {
  const all = refusedAt();
  const since = ctx.clock.now().getTime() - restMs;
  for (const [key, { at }] of all) if (at <= since) all.delete(key);
  return [...all.values()].filter((refused) => refused.model === model).map(({ id }) => id);
}
