/** A path as segments; in each, single characters, `any` for one unknown and `many` for any number of them. */
export type Segment = "deep" | readonly Token[];
export type Token = { is: "char"; char: string } | { is: "any" } | { is: "many" };
export type PathPattern = readonly Segment[];

/** A rule such as `**\/.ssh/**` read as a pattern: `*` within a name, `**` for any number of directories. */
export function pathPattern(rule: string): PathPattern {
  return rule
    .split("/")
    .filter((name) => name !== "")
    .map((name) => (name === "**" ? "deep" : nameTokens(name)));
}

function nameTokens(name: string): Token[] {
  return [...name.toLowerCase()].map((char) => (char === "*" ? { is: "many" } : { is: "char", char }));
}
