/** Shorter ones would be found by chance. */
const charsMin = 6;

/**
 * The text without the secrets, also as JSON writes them. A flow that answers with the headers it got (n8n's own
 * examples do) would else show its credentials to every caller.
 */
export function hideSecrets({ text, secrets }: { text: string; secrets: readonly string[] }): string {
  const spellings = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return spellings
    .filter((spelling) => spelling.length >= charsMin)
    .reduce((rest, spelling) => rest.replaceAll(spelling, "[hidden]"), text);
}
