import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { WaitingMemory } from "@/lib/records/memory/waiting-memories";

/** A memory's vector; null when the provider refuses its text. */
export type Embedding = { id: string; vector: Float32Array | null };

export type EmbedEachInput = { embedder: Embedder; batch: WaitingMemory[]; signal: AbortSignal };

/**
 * The vectors of a batch, in its order. A refused batch is halved until each refused text stands alone. Throws when the
 * provider cannot be had.
 */
export async function embedEach({ embedder, batch, signal }: EmbedEachInput): Promise<Embedding[]> {
  const vectors = await embedder.embed(
    batch.map(({ text }) => text),
    { signal },
  );
  if (vectors) return batch.map(({ id }, i) => ({ id, vector: vectors[i] ?? null }));
  if (batch.length === 1) return batch.map(({ id }) => ({ id, vector: null }));
  const half = Math.ceil(batch.length / 2);
  const first = await embedEach({ embedder, batch: batch.slice(0, half), signal });
  return [...first, ...(await embedEach({ embedder, batch: batch.slice(half), signal }))];
}
