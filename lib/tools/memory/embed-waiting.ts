import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel } from "@/lib/records/memory/ensure-model";
import {
  listWaitingMemories,
  markUnembedded,
  pickWaiting,
  storeVectors,
  type WaitingMemory,
} from "@/lib/records/memory/waiting-memories";
import { listRefused, rememberRefused } from "./refused-memories";

const batchSize = 32;
/** After which a sweep begins nothing more; the next one goes on. */
const sweepMsMax = 20_000;

/**
 * Embeds the memories that have no vector of the model in use: those written while its provider could not be had, and,
 * looked for once a process, those of another model. A text that the provider refuses goes on waiting, and is left
 * alone for an hour. Throws when the provider still cannot be had.
 *
 * Two processes may embed the same memory, which stores its vector once; each starts somewhere else to make it rare.
 */
export async function embedWaiting(ctx: Context): Promise<void> {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const embedder = getEmbedder(ctx.env);
  const lookedFor = globalState("models-looked-for", () => new WeakMap<Db, string>());
  if (lookedFor.get(ctx.db) !== embedder.model) {
    await markUnembedded(ctx, { model: embedder.model });
    lookedFor.set(ctx.db, embedder.model);
  }
  const until = ctx.clock.now().getTime() + sweepMsMax;
  const isOver = () => ctx.signal.aborted || ctx.clock.now().getTime() >= until;
  for (const after of [await pickWaiting(ctx), ""]) await embedAfter(ctx, { embedder, isOver, after });
}

type Sweep = { embedder: Embedder; isOver(): boolean };

async function embedAfter(ctx: Context, { after, ...sweep }: Sweep & { after: string }): Promise<void> {
  while (!sweep.isOver()) {
    const except = listRefused(ctx, { model: sweep.embedder.model });
    const batch = await listWaitingMemories(ctx, { after, except, limit: batchSize });
    const last = batch.at(-1);
    if (!last) return;
    const embedded = await embedBatch(ctx, { ...sweep, batch });
    // Then the fault is likely not in the texts, and the others need not be tried one by one in this sweep.
    if (embedded === 0 && batch.length === batchSize) return;
    after = last.id;
  }
}

type Batch = Sweep & { batch: WaitingMemory[] };

/** How many it embedded. A refused batch is halved until each refused text stands alone, and only that one waits on. */
async function embedBatch(ctx: Context, { batch, ...sweep }: Batch): Promise<number> {
  if (sweep.isOver()) return 0;
  if (await embedAll(ctx, { ...sweep, batch })) return batch.length;
  const [first] = batch;
  if (first && batch.length === 1) {
    rememberRefused(ctx, { model: sweep.embedder.model, id: first.id });
    ctx.log.warn({ memory: first.id }, "the embeddings provider refuses this memory; it is found by its words alone");
    return 0;
  }
  const half = Math.ceil(batch.length / 2);
  const embedded = await embedBatch(ctx, { ...sweep, batch: batch.slice(0, half) });
  return embedded + (await embedBatch(ctx, { ...sweep, batch: batch.slice(half) }));
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
