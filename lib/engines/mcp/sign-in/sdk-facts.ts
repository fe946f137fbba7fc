import type { exchangeAuthorization } from "@modelcontextprotocol/client";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";

type Facts = Pick<Parameters<typeof exchangeAuthorization>[1], "metadata" | "clientInformation" | "resource">;

/** What was kept of a sign-in, as the SDK's functions take it: it came from them. */
export function sdkFacts({ metadata, client, resource }: McpAuthorization): Facts {
  return {
    metadata: metadata as unknown as NonNullable<Facts["metadata"]>,
    clientInformation: client as Facts["clientInformation"],
    ...(resource !== null && { resource }),
  };
}
