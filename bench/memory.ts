// `npm run bench:memory`: how well memories are found by words, by vectors and by both, and how fast texts are embedded.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { builtin } from "@/lib/engines/embeddings/builtin";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import { hashedNgrams } from "./memory/hashed-ngrams";
import { measureRetrieval } from "./memory/measure-retrieval";
import { measureSpeed } from "./memory/measure-speed";
import { type RankQuality, rankCorrelation } from "./memory/rank-quality";
import { type PairSet, readSets } from "./memory/read-sets";

// bench/memory/local holds sets that may not be passed on; scripts/distill/README.md tells how they are made.
const { retrieval, pairs } = readSets(["bench/memory/sets", "bench/memory/local"]);
const embedders: Embedder[] = [hashedNgrams, builtin];
const Teacher = z.object({
  model: z.string(),
  measured: z.string(),
  sets: z.record(z.string(), z.record(z.string(), z.number())),
});
const teacher = Teacher.parse(JSON.parse(readFileSync("bench/memory/teacher.json", "utf8")));
const write = (line: string) => process.stdout.write(`${line}\n`);
const percent = (value: number | undefined) => (value === undefined ? "" : (value * 100).toFixed(1)).padStart(7);

write(`The teacher's own vectors: ${teacher.model}, exact search, measured on ${teacher.measured}.`);
for (const set of retrieval) {
  write(`\n${set.name}: ${set.documents.length} texts, ${set.queries.length} questions. ${set.about}`);
  write(`${"".padEnd(40)}nDCG@10 recall@10`);
  const row = (name: string, { ndcg, recall }: RankQuality) =>
    write(`${name.padEnd(40)}${percent(ndcg)} ${percent(recall)}`);
  for (const [at, embedder] of embedders.entries()) {
    const ways = await measureRetrieval(set, embedder);
    if (at === 0) row("full text alone", ways.text);
    row(`vectors alone, ${embedder.model}`, ways.vectors);
    row(`both fused, ${embedder.model}`, ways.fused);
  }
  const own = teacher.sets[set.name];
  if (own) row("vectors alone, the teacher", { ndcg: own.ndcg10 ?? 0, recall: own.recall10 ?? 0 });
}
for (const set of pairs) {
  write(`\n${set.name}: ${set.pairs.length} pairs. Spearman's correlation with people's similarity`);
  for (const embedder of embedders) write(`${embedder.model.padEnd(40)}${percent(await correlate(set, embedder))}`);
  write(`${"the teacher".padEnd(40)}${percent(teacher.sets[set.name]?.spearman)}`);
}
const texts = retrieval.find((set) => set.name === "xquad-sentences")?.documents ?? [];
const speed = await measureSpeed(builtin, texts);
write(`\n${Math.round(speed).toLocaleString("en")} texts a second of one core (sentences of xquad-sentences)`);

async function correlate(set: PairSet, embedder: Embedder): Promise<number> {
  const { signal } = new AbortController();
  const [left, right] = await Promise.all(
    ([0, 1] as const).map((side) =>
      embedder.embed(
        set.pairs.map((pair) => pair[side]),
        { signal },
      ),
    ),
  );
  const cosines = set.pairs.map((_, at) => dot(left?.[at], right?.[at]));
  return rankCorrelation(
    cosines,
    set.pairs.map((pair) => pair[2]),
  );
}

function dot(left: Float32Array = new Float32Array(), right: Float32Array = new Float32Array()): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
