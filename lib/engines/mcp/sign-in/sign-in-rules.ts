import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import type { OutboundRules } from "@/lib/engines/outbound/judge-url";

/** Where a sign-in may lead: to public addresses, to the server itself, and into the kind of network that it is in. */
export function signInRules({ serverUrl, reach }: Pick<McpAuthorization, "serverUrl" | "reach">): OutboundRules {
  return {
    isLoopbackAllowed: reach === "loopback",
    isPrivateAllowed: reach === "private",
    ownOrigin: new URL(serverUrl).origin,
  };
}
