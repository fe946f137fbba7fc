import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { deleteOldVectors, dropOldIndexes, endReembedding } from "@/lib/records/memory/drop-vectors";
import { ensureModel, ensureModelIndexes } from "@/lib/records/memory/ensure-model";
import { nextBatch, type ReembedBatch, restartPass, storeBatch } from "@/lib/records/memory/reembed-batch";
import { switchModel } from "@/lib/records/memory/switch-model";
import { type HeldReembedding, releaseReembedding, takeReembedding } from "@/lib/records/memory/take-reembedding";
import { batchSizes } from "./batch-sizes";
import type { Embedding } from "./embed-each";
import { embedInTime } from "./embed-in-time";
import { noteRefused } from "./embed-waiting";

/** PGlite is one connection, and an insert into its vector index takes some milliseconds: others run between two of these. */
const storedAtOnceMax = 8;
const deletedAtOnceMax = 250;

type ReembedInput = {
  /** Names this process. */
  holder: string;
  /** Whether to begin nothing more; what is left is taken up again later, here or elsewhere. */
  isOver(): boolean;
};

/** What a slice of work needs. */
type Slice = ReembedInput & { embedder: Embedder; pace: ReturnType<typeof startPace> };

/**
 * Carries out the change of model that is under way, if no other process does: embeds all memories with the new model,
 * puts it in use at once, and drops the vectors of the old one a minute later. Searches go by the old one until then.
 * Throws when the provider cannot be had; nothing is lost by that, nor by a kill.
 */
export async function reembed(ctx: Context, { holder, isOver }: ReembedInput): Promise<void> {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const slice: Slice = { holder, isOver, embedder: getEmbedder(ctx.env), pace: startPace() };
  let fault: string | null = null;
  try {
    while (!isOver()) {
      const held = await takeReembedding(ctx, { holder, configured: slice.embedder.model });
      if (!held) return;
      if (held.state === "embedding") await embedSome(ctx, { ...slice, held });
      else await dropSome(ctx, { ...slice, held });
    }
  } catch (error) {
    if (!ctx.signal.aborted) fault = toAppError(error).message;
    throw error;
  } finally {
    // Where the database is gone as well, the lease ends by itself.
    await releaseReembedding(ctx, { holder, fault }).catch((error) => ctx.log.warn({ err: error }, "a lease is left"));
  }
}

type Held = Slice & { held: HeldReembedding };

/** One batch; at the end, the switch. */
async function embedSome(ctx: Context, { held, embedder, pace }: Held): Promise<void> {
  const batch = await nextBatch(ctx, { held, limit: batchSizes().of(embedder.model) });
  if (batch === null) return finish(ctx, held);
  const embeddings =
    batch.items.length === 0 ? [] : await embedInTime({ embedder, batch: batch.items, signal: ctx.signal });
  if (embeddings.length > 0 && embeddings.every(({ vector }) => vector === null)) await checkWell(ctx, embedder);
  for (const part of partsOf({ batch, embeddings })) {
    const vectors = part.embeddings.flatMap(({ id, vector }) => (vector ? [{ id, vector }] : []));
    const refused = part.embeddings.filter(({ vector }) => vector === null).map(({ id }) => id);
    const [first] = vectors;
    const model = first ? await ensureModel(ctx, { name: embedder.model, dimensions: first.vector.length }) : null;
    pace.add(part.embeddings.length);
    const isStored = await storeBatch(ctx, {
      held,
      model,
      vectors,
      refused,
      cursor: part.cursor,
      ratePerS: pace.ratePerS(),
    });
    if (!isStored) return;
    for (const id of refused) noteRefused(ctx, { model: embedder.model, id });
  }
}

async function finish(ctx: Context, held: HeldReembedding): Promise<void> {
  await ensureModelIndexes(ctx, { name: held.to });
  const end = await switchModel(ctx, { held });
  if (end === "incomplete") await restartPass(ctx, { held });
  if (end === "switched") ctx.log.info({ model: held.to }, "memories are found by another embedding model now");
}

/** A provider that refuses a plain word as well is set up wrongly, and its refusals say nothing of the texts. */
async function checkWell(ctx: Context, embedder: Embedder): Promise<void> {
  if (await embedder.embed(["word"], { signal: ctx.signal })) return;
  throw new AppError({
    code: "upstream_failed",
    detail: `The embeddings provider refuses every text for '${embedder.model}'.`,
    hint: "Operators: check EMBEDDINGS_MODEL, and whether the provider has that model.",
  });
}

type PartsOfInput = { batch: ReembedBatch; embeddings: Embedding[] };

/** A batch as what is stored at once, each part with how far everything is done after it. */
function partsOf({ batch, embeddings }: PartsOfInput): { embeddings: Embedding[]; cursor: string }[] {
  if (embeddings.length === 0) return [{ embeddings, cursor: batch.cursor }];
  const count = Math.ceil(embeddings.length / storedAtOnceMax);
  return Array.from({ length: count }, (_, i) => {
    const part = embeddings.slice(i * storedAtOnceMax, (i + 1) * storedAtOnceMax);
    return { embeddings: part, cursor: i === count - 1 ? batch.cursor : (part.at(-1)?.id ?? batch.cursor) };
  });
}

async function dropSome(ctx: Context, { held, isOver }: Held): Promise<void> {
  await dropOldIndexes(ctx);
  while (!isOver()) {
    if ((await deleteOldVectors(ctx, { held, limit: deletedAtOnceMax })) > 0) continue;
    await endReembedding(ctx, { held });
    return;
  }
}

/** How many memories are embedded in a second, since this process began. */
function startPace() {
  const startedMs = performance.now();
  let count = 0;
  return {
    add: (more: number) => {
      count += more;
    },
    ratePerS: () => (count === 0 ? null : count / Math.max((performance.now() - startedMs) / 1_000, 0.001)),
  };
}
