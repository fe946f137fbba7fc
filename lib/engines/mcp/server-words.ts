import { hideTargetSecrets } from "./hide-target-secrets";
import type { McpTarget } from "./mcp-target";

const charsMax = 500;

/** A server's own words, fit to be shown as such: our credentials taken out, nothing hidden in them, not long. */
export function serverWords({ target, text }: { target: McpTarget; text: string }): string {
  return hideTargetSecrets({ target, text })
    .toWellFormed()
    .slice(0, charsMax)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
