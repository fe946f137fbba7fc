import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

const magic = "ORCHVEC1";
const codePoints = 0x110000;
const Part = z.object({ offset: z.number().int().nonnegative(), bytes: z.number().int().nonnegative() });
const Header = z.object({
  model: z.string(),
  pieces: z.number().int().positive(),
  dimensions: z.number().int().positive(),
  sha256: z.string(),
  parts: z.array(Part.extend({ name: z.string() })),
});

/** Word pieces and their vectors; the arrays are views of the file's own bytes. */
export type StaticModel = {
  name: string;
  dimensions: number;
  vocabulary: string[];
  /** What each code point is to the splitter; see word-pieces.ts. */
  kinds: Uint8Array;
  /** By piece: what its whole numbers are multiplied by. */
  scales: Float32Array;
  /** `dimensions` whole numbers a piece. */
  rows: Int8Array;
};

/** Reads a packed model (layout: scripts/distill/README.md); throws a plain error that names the file if it is not whole. */
export function readStaticModel(file: string): StaticModel {
  try {
    return parse(readFileSync(file));
  } catch (cause) {
    throw new Error(`The built-in embedding model cannot be read: ${file}`, { cause });
  }
}

function parse(bytes: Buffer): StaticModel {
  if (bytes.toString("latin1", 0, magic.length) !== magic) throw new Error("it does not begin as a model does");
  const headerEnd = magic.length + 4 + bytes.readUInt32LE(magic.length);
  if (headerEnd > bytes.length) throw new Error("it is cut off in its header");
  const header = Header.parse(JSON.parse(bytes.toString("utf8", magic.length + 4, headerEnd)));
  if (createHash("sha256").update(bytes.subarray(headerEnd)).digest("hex") !== header.sha256) {
    throw new Error("its content is not what its header was written for");
  }
  const partOf = (name: string, bytesWanted?: number) => {
    const part = header.parts.find((own) => own.name === name);
    if (!part || part.offset + part.bytes > bytes.length || part.bytes !== (bytesWanted ?? part.bytes)) {
      throw new Error(`its part "${name}" is missing or of another length`);
    }
    return { ...part, at: bytes.byteOffset + part.offset };
  };
  const { pieces, dimensions } = header;
  const text = partOf("vocabulary");
  const vocabulary = bytes.toString("utf8", text.offset, text.offset + text.bytes).split("\n");
  if (vocabulary.length !== pieces) throw new Error("its vocabulary is of another length than its rows");
  const kinds = partOf("kinds");
  return {
    name: header.model,
    dimensions,
    vocabulary,
    kinds: expandKinds(new Uint32Array(bytes.buffer, kinds.at, kinds.bytes / 4)),
    scales: new Float32Array(bytes.buffer, partOf("scales", pieces * 4).at, pieces),
    rows: new Int8Array(bytes.buffer, partOf("rows", pieces * dimensions).at, pieces * dimensions),
  };
}

/** Each run holds its first code point and, in the lowest two bits, what all up to the next run's are. */
function expandKinds(runs: Uint32Array): Uint8Array {
  const kinds = new Uint8Array(codePoints);
  for (const [at, run] of runs.entries()) kinds.fill(run & 3, run >>> 2, (runs[at + 1] ?? codePoints << 2) >>> 2);
  return kinds;
}
