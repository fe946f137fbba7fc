import type { ShellWord } from "@/lib/policy/command/shell/shell-word";
import type { PathPattern, Token } from "./path-pattern";

export type ResolvedPath = {
  isAbsolute: boolean;
  hasGlob: boolean;
  /** Whether it climbs above where it started, or out of a directory that a glob chose. */
  climbs: boolean;
  pattern: PathPattern;
};

/** A word as a path: `.`, `..` and doubled slashes are taken out by text alone; a symbolic link cannot be known here. */
export function resolvePath(word: ShellWord): ResolvedPath {
  const names = splitNames(word);
  const pattern: Token[][] = [];
  let climbs = false;
  for (const name of names) {
    if (name.length === 0 || isDots(name, 1)) continue;
    if (!isDots(name, 2)) {
      pattern.push(name);
      continue;
    }
    const left = pattern.pop();
    if (left === undefined ? names[0]?.length !== 0 : left.some((token) => token.is !== "char")) climbs = true;
  }
  const hasGlob = word.pieces.some((piece) => piece.kind === "glob");
  return { isAbsolute: names.length > 1 && names[0]?.length === 0, hasGlob, climbs, pattern };
}

function splitNames(word: ShellWord): Token[][] {
  let name: Token[] = [];
  const names = [name];
  for (const piece of word.pieces) {
    if (piece.kind === "glob") {
      name.push(piece.text === "*" ? { is: "many" } : { is: "any" });
      continue;
    }
    for (const char of piece.text.toLowerCase()) {
      if (char === "/") {
        name = [];
        names.push(name);
      } else name.push({ is: "char", char });
    }
  }
  return names;
}

function isDots(name: Token[], count: number): boolean {
  return name.length === count && name.every((token) => token.is === "char" && token.char === ".");
}
