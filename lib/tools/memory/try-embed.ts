import { withTimeout } from "@/lib/core/with-timeout";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel, type Model } from "@/lib/records/memory/ensure-model";
import { readModels } from "@/lib/records/memory/models-in-use";
import { adoptOnce } from "./adopt-once";
import { findEmbedder, restEmbedder } from "./find-embedder";

export type Embedded = { model: Model; vector: Float32Array };

/** How long a call may wait for a provider before it goes on without. */
const waitMsMax = 3_000;

/** A text's vector to search by, null when none can be had now; the model that it is of, or would be; and what to say of that. */
export async function embedQuery(ctx: Context, text: string) {
  const { inUse, coming } = await findModels(ctx);
  const embedded = inUse.embedder && (await embedOrNull(ctx, { embedder: inUse.embedder, text }));
  if (embedded) return { name: inUse.name, meaning: { ...embedded, ...likeness(inUse.embedder) }, note: null };
  if (coming) {
    // Better than words alone: what it has embedded so far is found by meaning.
    const instead = await embedOrNull(ctx, { embedder: coming, text });
    if (instead) return { name: coming.model, meaning: { ...instead, ...likeness(coming) }, note: partlyNote };
  }
  return { name: inUse.name, meaning: null, note: inUse.embedder ? awayNote : goneNote };
}

const awayNote = "Nothing that makes embeddings is answering, so this search went by words alone.";
const goneNote = "The embeddings model in use cannot be had here, so this search went by words alone.";
const partlyNote =
  "Memories are being embedded again with this model; those whose turn is still to come are found by their words alone.";

function likeness(embedder: Embedder | null) {
  return { similarityMin: embedder?.similarityMin ?? -1, wordsWorth: embedder?.wordsWorth ?? null };
}

/**
 * A text's vectors to store with it, one by the model in use and one by that which is to take its place, as far as they
 * can be had now; and the name of that by which it is found.
 */
export async function embedMemory(ctx: Context, text: string) {
  const { inUse, coming } = await findModels(ctx);
  const embedders = [inUse.embedder, coming].filter((embedder) => embedder !== null);
  const tried = await Promise.all(embedders.map((embedder) => embedOrNull(ctx, { embedder, text })));
  const embeddings = tried.filter((embedded) => embedded !== null);
  return { name: embeddings[0]?.model.name ?? inUse.name, embeddings };
}

/** Who embeds with the model in use, null when nobody does now; and with the coming one, where this process is configured for it. */
async function findModels(ctx: Context) {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const configured = getEmbedder(ctx.env);
  await adoptOnce(ctx, { configured: configured.model });
  const models = await readModels(ctx, { configured: configured.model });
  const inUse = { name: models.inUse, embedder: await findEmbedder(ctx, { model: models.inUse }) };
  return { inUse, coming: models.coming === configured.model ? configured : null };
}

type EmbedOrNullInput = { embedder: Embedder; text: string };

async function embedOrNull(ctx: Context, { embedder, text }: EmbedOrNullInput): Promise<Embedded | null> {
  let vectors: Float32Array[] | null;
  try {
    const limits = { signal: ctx.signal, ms: waitMsMax };
    vectors = await withTimeout(limits, (signal) => embedder.embed([text], { signal }));
  } catch (error) {
    ctx.log.warn({ err: error, model: embedder.model }, "no embedding; going on without");
    restEmbedder(ctx, embedder);
    return null;
  }
  const [vector] = vectors ?? [];
  if (!vector) return null;
  return { model: await ensureModel(ctx, { name: embedder.model, dimensions: vector.length }), vector };
}
