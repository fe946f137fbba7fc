import type { Context } from "@/lib/records/context";
import { ensureModel, type Model } from "@/lib/records/memory/ensure-model";

export type Embedded = { model: Model; vector: Float32Array };

/** How long a call may wait for a provider before it goes on without. */
const waitMsMax = 3_000;

/** A text's vector by the configured provider and that provider's name; null in its place when it cannot be had now. */
export async function tryEmbed(ctx: Context, text: string) {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const embedder = getEmbedder(ctx.env);
  return { embedder, embedded: await embedOrNull() };

  async function embedOrNull(): Promise<Embedded | null> {
    let vectors: Float32Array[] | null;
    try {
      vectors = await embedder.embed([text], {
        signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(waitMsMax)]),
      });
    } catch (error) {
      ctx.log.warn({ err: error, model: embedder.model }, "no embedding; going on without");
      return null;
    }
    const [vector] = vectors ?? [];
    if (!vector) return null;
    return { model: await ensureModel(ctx, { name: embedder.model, dimensions: vector.length }), vector };
  }
}
