import { createHash } from "node:crypto";
import type { StaticModel } from "./read-static-model";
import { createWordPieces } from "./word-pieces";

/** Beyond these a text says nothing new about what it is about; they bound the work for one. */
const charactersMax = 65_536;
const piecesMax = 4_096;

/** A piece that says something: one with a letter or a digit. */
const speaking = /[\p{L}\p{N}]/u;
const unknown = "[UNK]";

/**
 * Makes the function that turns a text into a unit vector: the sum of its pieces' vectors, which carry their weight. A
 * text of which no word is known, as in a script that the vocabulary lacks, is near to itself alone.
 */
export function createTextEmbedder(model: StaticModel): (text: string) => Float32Array {
  const { dimensions, rows, scales, vocabulary } = model;
  const wordPieces = createWordPieces(model);
  const pieces = new Int32Array(piecesMax);
  const says = Uint8Array.from(vocabulary, (piece) => (piece !== unknown && speaking.test(piece) ? 1 : 0));
  return (text) => {
    const start = text.length > charactersMax ? text.slice(0, charactersMax) : text;
    const count = wordPieces.split(start, pieces);
    const vector = new Float32Array(dimensions);
    let said = 0;
    for (let at = 0; at < count; at++) {
      const piece = pieces[at] ?? 0;
      said += says[piece] ?? 0;
      const scale = scales[piece] ?? 0;
      const row = piece * dimensions;
      for (let axis = 0; axis < dimensions; axis++) {
        vector[axis] = (vector[axis] ?? 0) + (rows[row + axis] ?? 0) * scale;
      }
    }
    return normalise(said === 0 ? directionOf(start, dimensions) : vector);
  };
}

/** By chance, but always the same for a text: two of these are as good as at a right angle, and to all others too. */
function directionOf(text: string, dimensions: number): Float32Array {
  const bytes = createHash("shake256", { outputLength: dimensions * 2 })
    .update(text.trim())
    .digest();
  return Float32Array.from({ length: dimensions }, (_, axis) => bytes.readUInt16LE(axis * 2) - 32_767.5);
}

/** Unit length. */
function normalise(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  // Pieces whose vectors cancel each other out leave no direction, and pgvector takes none.
  if (square === 0) vector[vector.length - 1] = square = 1;
  const factor = 1 / Math.sqrt(square);
  for (let axis = 0; axis < vector.length; axis++) vector[axis] = (vector[axis] ?? 0) * factor;
  return vector;
}
