import type { Doubt } from "./doubt";

/** A person must be able to read the whole of it before deciding; longer texts are scripts. */
export const commandCharactersMax = 8_192;

const escaped = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Everything that is not plain ASCII text, tab or newline is looked at; the rest of the tables judges only that. */
const control = /[^\P{Cc}\t\n]/u;
// Format characters (bidi, zero-width, tags), separators, private use, unassigned, and what Unicode calls ignorable.
const invisible = /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{DI}\u2800]/u;
const otherSpace = /[^\P{Zs} ]/u;
// Dashes and quotes that a word processor writes, and marks that are drawn like ; : / \ | ! ~ < > and the dot.
const otherDash = /[^\P{Pd}-]|[\u2043\u2212\u02d7]/u;
const otherQuote =
  /[\p{Pi}\p{Pf}\u02b9-\u02bf\u02c8\u02ca\u02cb\u02ee\u02f4-\u02f6\u201a\u201e\u2032-\u2037\u055a\u05f3\u05f4]/u;
const drawnLike =
  /[\u00b4\u00a6\u01c0-\u01c3\u02d0\u02dc\u02f8\u0589\u05c3\u0701-\u0704\u2044\u2215\u2216\u2217\u2223\u2236\u223c\u2264\u2265\u22c6\u27cb\u27cd\u29f5\u29f8\u29f9\ua4ff\ua789\u{10a57}]/u;
const isPrintableAscii = /^[ -~]+$/;
// A word of Latin letters with one of another alphabet in it: no language writes so, only who wants to be misread.
const mixedAlphabets =
  /(?=[^\s]*\p{Script=Latin})[^\s]*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}]/u;

/**
 * Finds what must never be sent, whoever approves it: characters that cannot be seen, that reorder others, or that look
 * like ASCII and are not. Tab and newline pass: both are visible as layout, and the parser treats them as the shell does.
 */
export function checkCharacters(command: string): Doubt | null {
  if (command.length > commandCharactersMax) {
    return refusal("too-long", `The command is longer than ${commandCharactersMax} characters; split it.`);
  }
  if (!command.isWellFormed())
    return refusal("invalid-utf16", "The command holds half of a surrogate pair; send it as valid text.");
  const controlFound = control.exec(command)?.[0];
  if (controlFound) {
    return refusal(
      "control-character",
      `The command holds the control character ${escaped(controlFound)}; only tab and newline are accepted.`,
    );
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of everything that is ASCII.
  if (/^[\x00-\x7f]*$/.test(command)) return null;
  return checkOtherCharacters(command);
}

function checkOtherCharacters(command: string): Doubt | null {
  for (const character of command) {
    if (character <= "~") continue;
    const name = escaped(character);
    if (invisible.test(character))
      return refusal(
        "invisible-character",
        `The command holds ${name}, which cannot be seen or reorders what is seen; remove it.`,
      );
    if (otherSpace.test(character))
      return refusal(
        "lookalike-character",
        `The command holds ${name}, a space that no shell takes for one; use a plain space.`,
      );
    if (otherDash.test(character))
      return refusal("lookalike-character", `The command holds ${name}, which looks like a hyphen; use "-".`);
    if (otherQuote.test(character))
      return refusal(
        "lookalike-character",
        `The command holds ${name}, which looks like a quote; use the straight one.`,
      );
    if (drawnLike.test(character) || isPrintableAscii.test(character.normalize("NFKC"))) {
      return refusal(
        "lookalike-character",
        `The command holds ${name}, which looks like plain ASCII and is not; use the plain character.`,
      );
    }
  }
  const isMixed = command.split(/\s+/).some((word) => mixedAlphabets.test(word));
  return isMixed
    ? refusal("mixed-alphabets", "A word mixes Latin letters with look-alikes of another alphabet; spell it in one.")
    : null;
}

function refusal(rule: string, reason: string): Doubt {
  return { rule, reason };
}
