import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel } from "@/lib/records/memory/ensure-model";
import { readModels } from "@/lib/records/memory/models-in-use";
import {
  listWaitingMemories,
  pickWaiting,
  storeVectors,
  type WaitingMemory,
} from "@/lib/records/memory/waiting-memories";
import { batchSizes } from "./batch-sizes";
import { embedInTime } from "./embed-in-time";
import { findEmbedder } from "./find-embedder";
import { listRefused, rememberRefused } from "./refused-memories";

const refusedInRowMax = 32;
/** After which a sweep begins nothing more; the next one goes on. */
const sweepMsMax = 20_000;

/**
 * Embeds the memories that were written while the provider of the model in use could not be had. A text that the
 * provider refuses goes on waiting, and is left alone for an hour. While a change of model is under way that does it.
 * Throws when the provider still cannot be had.
 *
 * Two processes may embed the same memory, which stores its vector once; each starts somewhere else to make it rare.
 */
export async function embedWaiting(ctx: Context): Promise<void> {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const { inUse, coming } = await readModels(ctx, { configured: getEmbedder(ctx.env).model });
  const embedder = await findEmbedder(ctx, { model: inUse });
  if (coming !== null || embedder === null) return;
  const until = ctx.clock.now().getTime() + sweepMsMax;
  const isOver = () => ctx.signal.aborted || ctx.clock.now().getTime() >= until;
  for (const after of [await pickWaiting(ctx), ""]) await embedAfter(ctx, { embedder, isOver, after });
}

type Sweep = { embedder: Embedder; isOver(): boolean };

async function embedAfter(ctx: Context, { after, embedder, isOver }: Sweep & { after: string }): Promise<void> {
  let refusedInRow = 0;
  while (!isOver()) {
    const except = listRefused(ctx, { model: embedder.model });
    const batch = await listWaitingMemories(ctx, { after, except, limit: batchSizes().of(embedder.model) });
    const last = batch.at(-1);
    if (!last) return;
    const embedded = await embedBatch(ctx, { embedder, batch });
    refusedInRow = embedded === 0 ? refusedInRow + batch.length : 0;
    // Then the fault is likely not in the texts, and the others need not be tried one by one in this sweep.
    if (refusedInRow >= refusedInRowMax) return;
    after = last.id;
  }
}

type Batch = { embedder: Embedder; batch: WaitingMemory[] };

/** How many it embedded; those that were refused wait on. */
async function embedBatch(ctx: Context, { embedder, batch }: Batch): Promise<number> {
  const each = await embedInTime({ embedder, batch, signal: ctx.signal });
  const vectors = each.flatMap(({ id, vector }) => (vector ? [{ id, vector }] : []));
  const [first] = vectors;
  if (first) {
    const model = await ensureModel(ctx, { name: embedder.model, dimensions: first.vector.length });
    await storeVectors(ctx, { model, vectors });
  }
  for (const { id, vector } of each) if (vector === null) noteRefused(ctx, { model: embedder.model, id });
  return vectors.length;
}

/** Keeps in mind that a text is refused, and says so in the log. */
export function noteRefused(ctx: Context, { model, id }: { model: string; id: string }): void {
  rememberRefused(ctx, { model, id });
  ctx.log.warn({ memory: id }, "the embeddings provider refuses this memory; it is found by its words alone");
}
