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

const batchSize = 32;

/**
 * Embeds the memories that have no vector of the model in use: those written while its provider could not be had, and,
 * looked for once a process, those of another model. Throws when the provider still cannot be had.
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
    const batch = await listWaitingMemories(ctx, { after, limit: batchSize });
    const last = batch.at(-1);
    if (!last) return;
    await embedBatch(ctx, { embedder, batch });
    after = last.id;
  }
}

/** A provider may refuse a batch for one text in it; then each is tried alone, and only that one goes on waiting. */
async function embedBatch(
  ctx: Context,
  { embedder, batch }: { embedder: Embedder; batch: WaitingMemory[] },
): Promise<void> {
  try {
    await embedAll(ctx, { embedder, batch });
  } catch (error) {
    if (batch.length === 1) throw error;
    const results = [];
    for (const memory of batch) results.push(await settle(embedAll(ctx, { embedder, batch: [memory] })));
    const failed = results.filter((result) => !result).length;
    if (failed === batch.length) throw error;
    ctx.log.warn({ failed }, "some memories could not be embedded");
  }
}

async function embedAll(
  ctx: Context,
  { embedder, batch }: { embedder: Embedder; batch: WaitingMemory[] },
): Promise<void> {
  const vectors = await embedder.embed(
    batch.map((memory) => memory.text),
    { signal: ctx.signal },
  );
  const dimensions = vectors[0]?.length ?? 0;
  const model = await ensureModel(ctx, { name: embedder.model, dimensions });
  await storeVectors(ctx, {
    model,
    vectors: batch.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector }] : [];
    }),
  });
}

async function settle(promise: Promise<void>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}
