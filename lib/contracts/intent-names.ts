// Apart from the schemas, so that a page that only compares names need not load those.
const segment = "[A-Za-z0-9][A-Za-z0-9_-]*";

export const intentName = new RegExp(`^${segment}(\\.${segment})*$`);
export const intentPattern = new RegExp(`^(\\*|${segment}(\\.${segment})*(\\.\\*)?)$`);
export const intentCharsMax = 128;

/** Whether a pattern of a key covers an intent. */
export function isIntentCovered({ patterns, intent }: { patterns: readonly string[]; intent: string }): boolean {
  return patterns.some(
    (pattern) =>
      pattern === "*" || pattern === intent || (pattern.endsWith(".*") && intent.startsWith(pattern.slice(0, -1))),
  );
}
