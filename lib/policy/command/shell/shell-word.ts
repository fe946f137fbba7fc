/** A stretch of a word: text that means itself, or one glob operator (`*`, `?`, `[a-z]`) as it was written. */
export type Piece = { kind: "literal" | "glob"; text: string };

/** One word after quote removal. */
export type ShellWord = {
  pieces: Piece[];
  /** A bracket that is a glob in some shells and not in others, such as `[^a]` or `[[:digit:]]`. */
  hasOddBracket: boolean;
};

/** The word as the program gets it when its globs match nothing, or are taken literally. */
export function textOf(word: ShellWord): string {
  return word.pieces.map((piece) => piece.text).join("");
}

export function hasGlob(word: ShellWord): boolean {
  return word.hasOddBracket || word.pieces.some((piece) => piece.kind === "glob");
}

/** The same word with nothing left to expand. */
export function literalWord(text: string): ShellWord {
  return { pieces: [{ kind: "literal", text }], hasOddBracket: false };
}
