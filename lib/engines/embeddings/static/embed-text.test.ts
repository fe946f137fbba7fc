import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTextEmbedder } from "./embed-text";
import { readStaticModel } from "./read-static-model";

const reference = JSON.parse(readFileSync("lib/engines/embeddings/static/reference-pieces.json", "utf8"));
const model = readStaticModel("models/builtin-minilm-static-v1.bin");
const embedText = createTextEmbedder(model);

function cosine(left: string, right: string): number {
  const other = embedText(right);
  return embedText(left).reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
}

describe("the vector of a text", () => {
  it("is that of the Python reference", () => {
    const bytes = Buffer.from(reference.vectors, "base64");
    const vectors = reference.sentences.map((_: string, at: number) =>
      Array.from({ length: model.dimensions }, (_, axis) => bytes.readFloatLE((at * model.dimensions + axis) * 4)),
    );
    expect(vectors.length).toBeGreaterThan(20);
    for (const [at, sentence] of reference.sentences.entries()) {
      const differences = embedText(sentence).map((value, axis) => Math.abs(value - vectors[at][axis]));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
    }
  });

  it("is the same each time, whatever was embedded in between", () => {
    const first = embedText("a pump in the garden");
    embedText("something else altogether");
    expect(embedText("a pump in the garden")).toEqual(first);
  });

  it.each([
    ["an empty text", ""],
    ["a text of unknown pieces", "x".repeat(101)],
    ["one word", "word"],
    ["a text of 2,000,000 characters", "many words ".repeat(180_000)],
  ])("has the length 1 for %s", (_title, text) => {
    expect(Math.hypot(...embedText(text))).toBeCloseTo(1, 5);
  });

  it("lies far from all others for a text that says nothing", () => {
    expect(Math.abs(cosine("", "The staging database moves to Frankfurt on Friday"))).toBeLessThan(0.2);
  });

  it.each([
    ["in a script that the vocabulary lacks", "ሰላም ለዓለም ጤና!", "መጽሐፍ ቤት ውሻ ድመት!"],
    ["of emoji", "😀", "🦊🦊"],
    ["of a word that is too long, and of none", "x".repeat(101), ""],
  ])("is near to itself alone for a text %s", (_title, text, other) => {
    expect(cosine(text, ` ${text}\n`)).toBeCloseTo(1, 5);
    for (const one of [other, "The staging database moves", "."])
      expect(Math.abs(cosine(text, one))).toBeLessThan(0.25);
  });

  it("does not change with case, accents or spacing", () => {
    expect(embedText("  Café  MENU ")).toEqual(embedText("cafe menu"));
  });

  it.each([
    ["The car would not start this morning", "Trouble with the engine of my vehicle", "A recipe for tomato soup"],
    ["How do I get my money back?", "Refunds are paid within a week", "The meeting is in room four"],
    ["She is afraid of dogs", "Fear of animals", "The train leaves at noon"],
  ])("lies nearer to a related text without a shared word than to an unrelated one: %s", (text, related, unrelated) => {
    expect(cosine(text, related)).toBeGreaterThan(cosine(text, unrelated) + 0.1);
  });
});
