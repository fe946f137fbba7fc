import { expect, it } from "vitest";
import { builtin } from "@/lib/engines/embeddings/builtin";
import { hashedNgrams } from "./hashed-ngrams";
import { measureRetrieval } from "./measure-retrieval";

const set = {
  name: "two notes",
  about: "",
  source: "",
  licence: "",
  documents: ["The lighthouse keeper is away", "Refunds are paid within a week"],
  queries: [{ text: "lighthouse keepers", group: 0, relevant: { "0": 1 } }],
};

it.each([hashedNgrams, builtin])("measures what is found by the vectors of $model", async (embedder) => {
  const { vectors, fused } = await measureRetrieval(set, embedder);
  expect({ vectors, fused }).toEqual({ vectors: { recall: 1, ndcg: 1 }, fused: { recall: 1, ndcg: 1 } });
});
