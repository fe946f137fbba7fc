import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel, type Model } from "@/lib/records/memory/ensure-model";
import { readModels } from "@/lib/records/memory/models-in-use";
import { searchMemories } from "@/lib/records/memory/search-memories";
import { writeMemory } from "@/lib/records/memory/write-memory";
import { openBenchContext } from "./open-bench-context";
import { meanOf, type RankQuality, rankQuality } from "./rank-quality";
import type { RetrievalSet } from "./read-sets";

export type Ways = { text: RankQuality; vectors: RankQuality; fused: RankQuality };

/** Stores a set as memories and asks its questions by words alone, by vectors alone and by both, as the product does. */
export async function measureRetrieval(set: RetrievalSet, embedder: Embedder): Promise<Ways> {
  const { ctx, maintain, close } = await openBenchContext();
  try {
    const embed = async (texts: string[]) => (await embedder.embed(texts, { signal: ctx.signal })) ?? [];
    const vectors = await embed(set.documents);
    const model = await ensureModel(ctx, { name: embedder.model, dimensions: vectors[0]?.length ?? 0 });
    // A write keeps the vectors of the model in use alone; with none kept yet, that is this one.
    await readModels(ctx, { configured: embedder.model });
    const ids = await store({ ctx, set, vectors, model });
    // Twice, as the sweep would by then: the second sees what the first has counted.
    await maintain();
    await maintain();
    const asked = await embed(set.queries.map((query) => query.text));
    const qualities: Ways[] = [];
    for (const [at, query] of set.queries.entries()) {
      const grades = new Map(Object.entries(query.relevant).map(([place, grade]) => [ids[Number(place)] ?? "", grade]));
      const vector = asked[at] ?? new Float32Array();
      const meaning = { model, vector, similarityMin: embedder.similarityMin, wordsWorth: embedder.wordsWorth };
      const on = { ...ctx, actor: { ...ctx.actor, namespace: String(query.group) } };
      const ask = async (input: Pick<Parameters<typeof searchMemories>[1], "query" | "meaning">) => {
        const { hits } = await searchMemories(on, { ...input, limit: 10, offset: 0 });
        return rankQuality({ found: hits.map((hit) => hit.item_id), grades });
      };
      qualities.push({
        text: await ask({ query: query.text, meaning: null }),
        // Nothing is found by the words of an empty question.
        vectors: await ask({ query: "", meaning }),
        fused: await ask({ query: query.text, meaning }),
      });
    }
    const mean = (way: keyof Ways): RankQuality => ({
      recall: meanOf(qualities.map((quality) => quality[way].recall)),
      ndcg: meanOf(qualities.map((quality) => quality[way].ndcg)),
    });
    return { text: mean("text"), vectors: mean("vectors"), fused: mean("fused") };
  } finally {
    await close();
  }
}

type StoreInput = { ctx: Context; set: RetrievalSet; vectors: Float32Array[]; model: Model };

/** The id of each document, in order. */
async function store({ ctx, set, vectors, model }: StoreInput): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, text] of set.documents.entries()) {
    const on = { ...ctx, actor: { ...ctx.actor, namespace: String(set.groups?.[at] ?? 0) } };
    const vector = vectors[at];
    const { id } = await writeMemory(on, {
      text,
      tags: [],
      metadata: {},
      embeddings: vector ? [{ model, vector }] : [],
    });
    ids.push(id);
  }
  return ids;
}
