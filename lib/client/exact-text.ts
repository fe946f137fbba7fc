import { visibleText } from "./visible-text";

/** A stretch of text: as it is, outside ASCII, or standing for what would mislead the eye; `codes` names characters. */
export type ExactPart = { kind: "plain" | "foreign" | "escape"; text: string; codes: string[] };

const spacesMax = 12;
const linesMax = 3;
// What visibleText leaves alone, because it is text for reading, hides something in text that is carried out: a tab, a
// space that is none, a mark that is drawn over its neighbour, and whatever joins or colours an emoji.
const misleading = String.raw`(?! )[\p{C}\p{Z}\p{DI}\p{M}\u2800]`;
const notable = new RegExp(
  String.raw`(?<spaces> {${spacesMax + 1},})|(?<lines>\n{${linesMax + 1},})|(?<line>\n)|(?<escape>${misleading})|(?<foreign>[^\0-\x7f])`,
  "gu",
);

/**
 * Text that a machine will take literally, cut so that a page can show every character of it: what cannot be seen, or
 * moves others, is an escape; long runs of spaces and empty lines, which push the rest out of sight, are counted.
 */
export function exactText(text: string): ExactPart[] {
  const parts: ExactPart[] = [];
  let end = 0;
  for (const match of text.matchAll(notable)) {
    addPart(parts, { kind: "plain", text: text.slice(end, match.index), codes: [] });
    addPart(parts, partOf(match[0], match.groups ?? {}));
    end = match.index + match[0].length;
  }
  addPart(parts, { kind: "plain", text: text.slice(end), codes: [] });
  return parts;
}

function partOf(found: string, groups: Record<string, string | undefined>): ExactPart {
  if (groups.spaces) return { kind: "escape", text: `[${found.length} spaces]`, codes: [] };
  if (groups.lines) return { kind: "escape", text: `[${found.length} line breaks]\n`, codes: [] };
  if (groups.line) return { kind: "escape", text: "\\n\n", codes: [] };
  if (found === "\t") return { kind: "escape", text: "\\t", codes: [] };
  if (groups.escape) return { kind: "escape", text: escapeOf(found), codes: [codeOf(found)] };
  return { kind: "foreign", text: found, codes: [codeOf(found)] };
}

/** Neighbours of a kind become one part, so that a page in Greek is not a thousand elements. */
function addPart(parts: ExactPart[], part: ExactPart): void {
  if (part.text === "") return;
  const last = parts.at(-1);
  if (last?.kind !== part.kind) parts.push(part);
  else parts[parts.length - 1] = { ...last, text: last.text + part.text, codes: [...last.codes, ...part.codes] };
}

function escapeOf(character: string): string {
  const escaped = visibleText(character);
  if (escaped !== character) return escaped;
  return Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
