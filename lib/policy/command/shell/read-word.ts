import type { Doubt } from "@/lib/policy/command/doubt";
import type { Piece, ShellWord } from "./shell-word";

const bracketGlob = /^\[!?[A-Za-z0-9_.-]+\]/;
const anyBracket = /^\[.+\]/s;
const expandsAfterDollar = /^[A-Za-z0-9_{([@*#?$!'"-]/;

/**
 * Takes the quotes off one word as the shell would (POSIX XCU 2.2), keeping apart what is text and what is a glob. Any
 * expansion, and whatever bash and dash read differently, is a doubt.
 */
export function readWord(source: string): ShellWord | Doubt {
  const pieces: Piece[] = [];
  let hasOddBracket = false;
  let at = 0;
  const add = (text: string, kind: Piece["kind"] = "literal") => {
    const last = pieces.at(-1);
    if (kind === "literal" && last?.kind === "literal") last.text += text;
    else pieces.push({ kind, text });
  };
  add("");
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === "'") {
      const end = source.indexOf("'", at + 1);
      if (end < 0) return unclosed;
      add(source.slice(at + 1, end));
      at = end + 1;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(source, at + 1);
      if ("rule" in quoted) return quoted;
      add(quoted.text);
      at = quoted.end;
    } else if (character === "\\") {
      const next = source.charAt(at + 1);
      if (next === "" || next === "\n") return trailingBackslash;
      add(next);
      at += 2;
    } else {
      const doubt = doubtAbout(source, at);
      if (doubt) return doubt;
      const bracket = character === "[" ? bracketGlob.exec(source.slice(at, at + 64))?.[0] : undefined;
      if (character === "[" && bracket === undefined) hasOddBracket ||= anyBracket.test(source.slice(at));
      const isGlob = bracket !== undefined || character === "*" || character === "?";
      add(bracket ?? character, isGlob ? "glob" : "literal");
      at += bracket?.length ?? 1;
    }
  }
  return { pieces: pieces.length > 1 ? pieces.filter((piece) => piece.text !== "") : pieces, hasOddBracket };
}

/** From behind the opening quote to behind the closing one; a backslash quotes only what POSIX XCU 2.2.3 lists. */
function readDoubleQuoted(source: string, start: number): { text: string; end: number } | Doubt {
  let text = "";
  for (let at = start; at < source.length; at++) {
    const character = source.charAt(at);
    const next = source.charAt(at + 1);
    if (character === '"') return { text, end: at + 1 };
    if (character === "`") return substitution;
    if (character === "$" && next === "(") return substitution;
    if (character === "$" && next !== '"' && expandsAfterDollar.test(next)) return expansion;
    if (character === "\\" && next === "\n") return trailingBackslash;
    if (character === "\\" && /[$`"\\]/.test(next)) {
      text += next;
      at++;
    } else text += character;
  }
  return unclosed;
}

/** What a bare character would make the shell do beyond standing for itself. */
function doubtAbout(source: string, at: number): Doubt | null {
  const character = source.charAt(at);
  const next = source.charAt(at + 1);
  if (character === "`" || (character === "$" && next === "(")) return substitution;
  if (character === "$" && expandsAfterDollar.test(next)) return expansion;
  if (character === "~" && (at === 0 || /[=:]/.test(source.charAt(at - 1)))) return tilde;
  if (character === "{" && /,|\.\./.test(source.slice(at))) return brace;
  if (/[()<>|&;\s]/.test(character)) return unreadable;
  return null;
}

const unclosed: Doubt = { rule: "unclosed-quote", reason: "A quote is opened and not closed; close it." };
const trailingBackslash: Doubt = {
  rule: "broken-word",
  reason: "A word is broken by a backslash at the end of its line; write the word in one piece.",
};
const substitution: Doubt = {
  rule: "shell-substitution",
  reason:
    "Command substitution runs a command whose output cannot be known; run that command first and write its answer.",
};
const expansion: Doubt = {
  rule: "shell-expansion",
  reason: "The value of a variable cannot be known; write it in full, or put the dollar sign in single quotes.",
};
const tilde: Doubt = {
  rule: "tilde-expansion",
  reason:
    "A tilde stands for a directory that cannot be known; write the path in full, or relative to the home directory.",
};
const brace: Doubt = {
  rule: "brace-expansion",
  reason: "Braces mean different words in different shells; write the words out, or quote the braces.",
};
const unreadable: Doubt = {
  rule: "unreadable-syntax",
  reason: "This shell syntax is not among what can be judged; use plain commands joined by |, &&, || or ;.",
};
