import type { ShellWord } from "./shell-word";

const plain = /^[A-Za-z0-9_./,:@%+-][A-Za-z0-9_./,:@%+=-]*$/;

/** Text as one word that every POSIX shell reads back as that text (XCU 2.2.2): bare where that is certain. */
function quoteText(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A word for the shell, with its globs bare and all else quoted where it needs to be. */
export function quoteWord(word: ShellWord): string {
  if (word.pieces.every((piece) => piece.kind === "literal")) {
    return quoteText(word.pieces.map((piece) => piece.text).join(""));
  }
  return word.pieces
    .filter((piece) => piece.text !== "")
    .map((piece) => (piece.kind === "glob" ? piece.text : quoteText(piece.text)))
    .join("");
}
