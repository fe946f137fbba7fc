import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readStaticModel } from "./read-static-model";
import { createWordPieces } from "./word-pieces";

// Written by scripts/distill/make_fixture.py with the original's own tokenizer.
const reference = JSON.parse(readFileSync("lib/engines/embeddings/static/reference-pieces.json", "utf8"));
const model = readStaticModel("models/builtin-minilm-static-v1.bin");
const wordPieces = createWordPieces(model);
const buffer = new Int32Array(4_096);

function split(text: string, room = buffer): string[] {
  return [...room.subarray(0, wordPieces.split(text, room))].map((piece) => model.vocabulary[piece] ?? "");
}

/** The whole numbers of two bytes that stand in base 64. */
function numbers(text: string): number[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(at * 2));
}

describe("word pieces", () => {
  it("are the original tokenizer's on more than 2,000 lines in many scripts", () => {
    const pieces = numbers(reference.pieces);
    let at = 0;
    const expected = numbers(reference.lengths).map((length) => {
      at += length;
      return pieces.slice(at - length, at).map((piece) => model.vocabulary[piece]);
    });
    expect(reference.lines.length).toBeGreaterThan(2_000);
    expect(reference.lines.map((line: string) => split(line))).toEqual(expected);
  });

  it.each([
    ["a word that the vocabulary has", "Garden", ["garden"]],
    ["a word that it has in parts", "gardenless", ["garden", "##less"]],
    ["accents and case", "CAFÉ", ["cafe"]],
    ["punctuation as words", "don't!", ["don", "'", "t", "!"]],
    ["nothing", "", []],
    ["blanks and control characters alone", " \t\u0000\u200b", []],
    ["101 letters without a blank as unknown", "x".repeat(101), ["[UNK]"]],
    ["a name of a special piece like any other text", "[UNK]", ["[", "un", "##k", "]"]],
    ["half of a surrogate pair as nothing", "a\ud800b", ["ab"]],
  ])("take %s", (_title, text, pieces) => {
    expect(split(text)).toEqual(pieces);
  });

  it("come soon of accents in a wrong order, however many", () => {
    const startedMs = performance.now();
    expect(split(`a${"\u0315".repeat(24_000)}${"\u0300".repeat(24_000)} cafe${"\u0315\u0301".repeat(24_000)}`)).toEqual(
      ["a", "cafe"],
    );
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it.each([255, 256, 257])(
    "are whole where a stretch of %i letters ends within a pair or before an accent",
    (length) => {
      const blanks = " ".repeat(length - 2);
      expect(split(`${blanks}a\u{1d4d0}e\u0301`)).toEqual(split(`a\u{1d4d0}e\u0301`));
      expect(split(`${blanks}caf\u0065\u0301s`)).toEqual(split("cafes"));
    },
  );

  it("stop where the room ends", () => {
    expect(split("one two three four", new Int32Array(3))).toEqual(["one", "two", "three"]);
  });
});
