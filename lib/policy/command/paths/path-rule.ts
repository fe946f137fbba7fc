import { type PathPattern, pathPattern } from "./path-pattern";
import { patternsMeet } from "./patterns-meet";

/** A rule about paths in two shapes: one for paths that may be anything a glob matches, one for plain text. */
export type PathRule = { pattern: PathPattern; literal: RegExp };

/** Reads a rule such as `/etc/*.d/**`: a star stands for any text within a name, two for any number of directories. */
export function pathRule(rule: string): PathRule {
  const names = rule.split("/").filter((name) => name !== "");
  const source = names.map((name) =>
    name === "**" ? "(?:/[^/]*)*" : `/${name.toLowerCase().split("*").map(escaped).join("[^/]*")}`,
  );
  return { pattern: pathPattern(rule), literal: new RegExp(`^${source.join("")}$`) };
}

/** Whether a path could be one of those that a rule names. */
export function meets(asked: PathPattern): (rule: PathRule) => boolean {
  const text = literalText(asked);
  return ({ pattern, literal }) => (text === null ? patternsMeet({ asked, rule: pattern }) : literal.test(text));
}

function literalText(asked: PathPattern): string | null {
  let text = "";
  for (const segment of asked) {
    if (segment === "deep") return null;
    text += "/";
    for (const token of segment) {
      if (token.is !== "char") return null;
      text += token.char;
    }
  }
  return text;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
