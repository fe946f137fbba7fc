/** An entry holds the node it leaves (plus one, 0 where free), the code unit, and the node it leads to. */
const entrySize = 3;

/** Finds the longest known beginning of a word, one step a code unit, in flat tables. */
export type PieceTrie = {
  start: number;
  /** The node of pieces that continue a word. */
  continued: number;
  /** The node that a code unit leads to; -1 where nothing does. */
  next(node: number, codeUnit: number): number;
  /** The piece that ends at a node; -1 where none does. */
  pieceAt(node: number): number;
};

const mark = "##";

/** Pieces by their place in the vocabulary; those that begin with ## continue a word. */
export function createPieceTrie(vocabulary: readonly string[]): PieceTrie {
  const units = vocabulary.reduce((sum, piece) => sum + piece.length, 2);
  const size = 2 ** Math.ceil(Math.log2(units * 2));
  const entries = new Int32Array(size * entrySize);
  const pieces = new Int32Array(units).fill(-1);
  let nodes = 2;

  /** The entry of a step, or the free one that it would take. */
  const find = (node: number, codeUnit: number) => {
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(codeUnit, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & (size - 1);
    for (;;) {
      const entry = at * entrySize;
      const owner = entries[entry];
      if (owner === 0 || (owner === node + 1 && entries[entry + 1] === codeUnit)) return entry;
      at = (at + 1) & (size - 1);
    }
  };
  const add = (node: number, codeUnit: number) => {
    const entry = find(node, codeUnit);
    if (entries[entry] === 0) entries.set([node + 1, codeUnit, nodes++], entry);
    return entries[entry + 2] ?? -1;
  };

  for (const [id, piece] of vocabulary.entries()) {
    const isContinued = piece.length > mark.length && piece.startsWith(mark);
    let node = isContinued ? 1 : 0;
    for (let at = isContinued ? mark.length : 0; at < piece.length; at++) node = add(node, piece.charCodeAt(at));
    pieces[node] = id;
  }
  return {
    start: 0,
    continued: 1,
    next: (node, codeUnit) => {
      const entry = find(node, codeUnit);
      return entries[entry] === 0 ? -1 : (entries[entry + 2] ?? -1);
    },
    pieceAt: (node) => pieces[node] ?? -1,
  };
}
