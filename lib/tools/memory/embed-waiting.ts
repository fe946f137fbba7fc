import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel } from "@/lib/records/memory/ensure-model";
import {
  listWaitingMemories,
  markUnembedded,
  storeVectors,
  type WaitingMemory,
} from "@/lib/records/memory/waiting-memories";
import { listRefused, rememberRefused } from "./refused-memories";

const batchSize = 32;

/**
 * Embeds the memories that have no vector of the model in use: those written while its provider could not be had, and,
 * looked for once a process, those of another model. A text that the provider refuses goes on waiting, and is left
 * alone for an hour. Throws when the provider still cannot be had.
 */
export async function embedWaiting(ctx: Context): Promise<void> {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const embedder = getEmbedder(ctx.env);
  const lookedFor = globalState("models-looked-for", () => new WeakMap<Db, string>());
  if (lookedFor.get(ctx.db) !== embedder.model) {
    await markUnembedded(ctx, { model: embedder.model });
    lookedFor.set(ctx.db, embedder.model);
  }
  let after = "";
  while (!ctx.signal.aborted) {
    const except = listRefused(ctx, { model: embedder.model });
    const batch = await listWaitingMemories(ctx, { after, except, limit: batchSize });
    const last = batch.at(-1);
    if (!last) return;
    const embedded = await embedBatch(ctx, { embedder, batch });
    // Then the fault is likely not in the texts, and the others need not be tried one by one in this sweep.
    if (embedded === 0 && batch.length === batchSize) return;
    after = last.id;
  }
}

type Batch = { embedder: Embedder; batch: WaitingMemory[] };

/** How many it embedded. A refused batch is halved until each refused text stands alone, and only that one waits on. */
async function embedBatch(ctx: Context, { embedder, batch }: Batch): Promise<number> {
  if (ctx.signal.aborted) return 0;
  if (await embedAll(ctx, { embedder, batch })) return batch.length;
  const [first] = batch;
  if (first && batch.length === 1) {
    rememberRefused(ctx, { model: embedder.model, id: first.id });
    ctx.log.warn({ memory: first.id }, "the embeddings provider refuses this memory; it is found by its words alone");
    return 0;
  }
  const half = Math.ceil(batch.length / 2);
  const embedded = await embedBatch(ctx, { embedder, batch: batch.slice(0, half) });
  return embedded + (await embedBatch(ctx, { embedder, batch: batch.slice(half) }));
}

/** Embeds them all, or none: false when the provider refuses at least one of them. */
async function embedAll(ctx: Context, { embedder, batch }: Batch): Promise<boolean> {
  const vectors = await embedder.embed(
    batch.map((memory) => memory.text),
    { signal: ctx.signal },
  );
  if (vectors === null) return false;
  const dimensions = vectors[0]?.length ?? 0;
  const model = await ensureModel(ctx, { name: embedder.model, dimensions });
  await storeVectors(ctx, {
    model,
    vectors: batch.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector }] : [];
    }),
  });
  return true;
}
