import { hideSecrets } from "@/lib/engines/flows/hide-secrets";
import type { McpTarget } from "./mcp-target";

/** A server's words without the credentials that it got from us: many tools show their environment or their headers. */
export function hideTargetSecrets({ target, text }: { target: Pick<McpTarget, "transport">; text: string }): string {
  const { transport } = target;
  const secrets = Object.values(transport.kind === "http" ? transport.headers : transport.env);
  // A header's credentials stand after the name of their kind.
  return hideSecrets({ text, secrets: secrets.flatMap((secret) => [secret, ...secret.split(" ").slice(1)]) });
}
