export type DifferencePart = { kind: "same" | "removed" | "added"; text: string };

type Words = { before: string[]; after: string[] };

// The table of common words is before × after; a rewritten text beyond this is shown as removed and added whole.
const cellsMax = 1_000_000;

/** What became of a text, word by word: `same` and `removed` together are `before`, `same` and `added` are `after`. */
export function textDifference({ before, after }: { before: string; after: string }): DifferencePart[] {
  const words = { before: wordsOf(before), after: wordsOf(after) };
  const head = countShared(words.before, words.after);
  const rest = { before: words.before.slice(head), after: words.after.slice(head) };
  const tail = countShared(rest.before.toReversed(), rest.after.toReversed());
  const changed = {
    before: rest.before.slice(0, rest.before.length - tail),
    after: rest.after.slice(0, rest.after.length - tail),
  };
  return joinParts([
    { kind: "same", text: words.before.slice(0, head).join("") },
    ...compareWords(changed),
    { kind: "same", text: rest.before.slice(rest.before.length - tail).join("") },
  ]);
}

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z0-9_]+|\s+|./gsu) ?? [];
}

function countShared(left: string[], right: string[]): number {
  const differsAt = left.findIndex((word, index) => word !== right[index]);
  return differsAt === -1 ? left.length : differsAt;
}

function compareWords({ before, after }: Words): DifferencePart[] {
  if (before.length * after.length > cellsMax) {
    return [
      { kind: "removed", text: before.join("") },
      { kind: "added", text: after.join("") },
    ];
  }
  const common = longestCommon({ before, after });
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  const parts: DifferencePart[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh) {
      parts.push({ kind: "same", text: old });
      row++;
      column++;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      parts.push({ kind: "removed", text: old });
      row++;
    } else {
      parts.push({ kind: "added", text: fresh ?? "" });
      column++;
    }
  }
  return parts;
}

/** How many words are common, in order, to what follows each pair of places. */
function longestCommon({ before, after }: Words): Uint16Array[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const [here, below] = [common[row], common[row + 1]];
      if (!here || !below) continue;
      const isSame = before[row] === after[column];
      here[column] = isSame ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return common;
}

function joinParts(parts: DifferencePart[]): DifferencePart[] {
  const joined: DifferencePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === "") continue;
    if (last?.kind === part.kind) joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
