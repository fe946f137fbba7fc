import { hideSecrets } from "@/lib/engines/flows/hide-secrets";
import type { McpTarget } from "./mcp-target";

const charsMax = 500;

/** A server's own words, fit to be shown as such: our credentials taken out, nothing hidden in them, not long. */
export function serverWords({ target, text }: { target: McpTarget; text: string }): string {
  const { transport } = target;
  const secrets = Object.values(transport.kind === "http" ? transport.headers : transport.env);
  // A header's credentials stand after the name of their kind.
  const spelled = secrets.flatMap((secret) => [secret, ...secret.split(" ").slice(1)]);
  return hideSecrets({ text, secrets: spelled })
    .toWellFormed()
    .slice(0, charsMax)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
