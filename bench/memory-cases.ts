import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";
import type { Context } from "@/lib/records/context";
import { searchMemories } from "@/lib/records/memory/search-memories";
import type { Corpus } from "./memory-corpus";
import { topicQuestion } from "./topic-text";

export type Case = { title: string; namespace: string; tags: string[] };

/** From everything down to what only a few have. */
export const cases: Case[] = [
  { title: "everything of the large namespace", namespace: "default", tags: [] },
  { title: "a namespace of 1 in 100", namespace: "small", tags: [] },
  { title: "a tag of 1 in 20, of any subject", namespace: "default", tags: ["team-7"] },
  { title: "a tag of 1 in 40, of one subject", namespace: "default", tags: ["topic-3"] },
  { title: "both tags", namespace: "default", tags: ["team-7", "topic-3"] },
  { title: "a tag of 1 in 1,000", namespace: "default", tags: ["rare"] },
  { title: "a tag of 1 in 40 in the small namespace", namespace: "small", tags: ["topic-3"] },
];

const top = 10;
/** Vectors are kept as 32-bit numbers; what lies this close is the same place. */
const tie = 1e-5;

type MeasureCaseInput = { one: Case; corpus: Corpus; rounds: number };

/** How long a search takes, and which share of the ten that are truly nearest it finds. */
export async function measureCase(base: Context, { one, corpus, rounds }: MeasureCaseInput) {
  const ctx = { ...base, actor: { ...base.actor, namespace: one.namespace } };
  const embedder = getEmbedder(ctx.env);
  const fitting = corpus.items.filter(
    ({ namespace, tags }) => namespace === one.namespace && one.tags.every((tag) => tags.includes(tag)),
  );
  const byId = new Map(fitting.map((item) => [item.id, item.vector]));
  const times: number[] = [];
  let found = 0;
  let wanted = 0;
  for (let round = -20; round < rounds; round++) {
    const query = topicQuestion(5_000_000 + round);
    const [vector] = (await embedder.embed([query], { signal: ctx.signal })) ?? [];
    if (!vector) throw new Error("the question has no vector");
    const { similarityMin, wordsWorth } = embedder;
    const meaning = { model: corpus.model, vector, similarityMin, wordsWorth };
    const startedMs = performance.now();
    await searchMemories(ctx, { query, meaning, tags: one.tags, limit: top, offset: 0 });
    const tookMs = performance.now() - startedMs;
    if (round < 0) continue;
    times.push(tookMs);
    // Words that match nothing leave the meaning alone to rank.
    const { hits } = await searchMemories(ctx, {
      query: "of the and",
      meaning: { ...meaning, similarityMin: -1 },
      tags: one.tags,
      limit: top,
      offset: 0,
    });
    const nearest = fitting.map((item) => dot(item.vector, vector)).sort((left, right) => right - left);
    const least = nearest[Math.min(top, nearest.length) - 1] ?? 1;
    wanted += Math.min(top, nearest.length);
    found += hits.filter((hit) => dot(byId.get(hit.item_id) ?? vector, vector) >= least - tie).length;
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), recall: found / wanted, fitting: fitting.length };
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}
