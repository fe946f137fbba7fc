import type { Embedder } from "@/lib/engines/embeddings/embedder";

const dimensions = 256;
const gramLength = 3;
const wordWeight = 1.5;

/**
 * What memories got before there was a trained model, kept to compare with: words and their character trigrams, hashed
 * into 256 buckets with a sign (Weinberger et al., 2009, "Feature hashing").
 */
export const hashedNgrams = {
  model: "hashed n-grams",
  // Unrelated texts lie about 0.06 around zero, by chance alone.
  similarityMin: 0.15,
  // As it was searched then.
  wordsWorth: null,
  embed: async (texts: string[]) => texts.map(embedText),
} satisfies Embedder;

function embedText(text: string): Float32Array {
  const counts = new Map<string, number>();
  for (const [word] of text
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu))
    countFeatures(word, counts);
  const vector = new Float32Array(dimensions);
  for (const [feature, count] of counts) {
    const hash = fnv1a(feature);
    const weight = (1 + Math.log(count)) * (feature.startsWith(" ") ? wordWeight : 1);
    const bucket = hash % dimensions;
    vector[bucket] = (vector[bucket] ?? 0) + (hash & 0x80000000 ? -weight : weight);
  }
  return normalise(vector);
}

/** A word itself (marked by a space) and its trigrams with their boundaries. */
function countFeatures(word: string, counts: Map<string, number>): void {
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  add(` ${word}`);
  const padded = `<${word}>`;
  for (let i = 0; i + gramLength <= padded.length; i++) add(padded.slice(i, i + gramLength));
}

/** FNV-1a, 32 bits, over UTF-16 code units. Source: RFC 9923. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Unit length; a text without a word gets the first axis, because a zero vector has no direction. */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  else for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
