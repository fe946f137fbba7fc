import { z } from "zod";

const segment = "[A-Za-z0-9][A-Za-z0-9_-]*";

/** The name of an action: dot-joined segments, case-sensitive, 128 characters at most. */
export const Intent = z
  .string()
  .max(128, "is longer than 128 characters")
  .regex(
    new RegExp(`^${segment}(\\.${segment})*$`),
    "must be segments of letters, digits, _ and - joined by dots, as in memory.write",
  );
export type Intent = z.infer<typeof Intent>;

/** What a key may call: an intent, a family (`memory.*`) or everything (`*`). */
export const IntentPattern = z
  .string()
  .max(128)
  .regex(
    new RegExp(`^(\\*|${segment}(\\.${segment})*(\\.\\*)?)$`),
    "must be an intent, a family such as memory.*, or *",
  );
export type IntentPattern = z.infer<typeof IntentPattern>;

/** Whether a pattern of a key covers an intent. */
export function isIntentCovered({ patterns, intent }: { patterns: readonly string[]; intent: string }): boolean {
  return patterns.some(
    (pattern) =>
      pattern === "*" || pattern === intent || (pattern.endsWith(".*") && intent.startsWith(pattern.slice(0, -1))),
  );
}
