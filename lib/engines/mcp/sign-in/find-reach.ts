import { isIP } from "node:net";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import { addressKind } from "@/lib/engines/outbound/address-kind";
import { isPrivateAddress } from "@/lib/engines/outbound/is-private-address";
import { hostOf } from "@/lib/engines/outbound/judge-url";
import { createResolve, type Resolve } from "@/lib/engines/outbound/resolve-name";

type FindReachInput = { url: string; resolve?: Resolve | undefined; signal: AbortSignal };
type Reach = McpAuthorization["reach"];

/**
 * In what kind of network an MCP server is, and how its name is looked up from then on: to the addresses that said so,
 * since a name that is private for one moment would else open the private network to whatever it names the next.
 */
export async function findReach({ url, resolve = createResolve(), signal }: FindReachInput) {
  const host = hostOf(new URL(url));
  const family = isIP(host);
  const found = family === 0 ? await resolve(host, signal) : [{ address: host, family }];
  const pinned: Resolve = async (name, ended) => (name === host ? found : resolve(name, ended));
  return { reach: reachOf(found.map(({ address }) => address)), resolve: pinned };
}

function reachOf(addresses: string[]): Reach {
  if (addresses.length === 0) return "public";
  if (addresses.every((address) => addressKind(address) === "loopback")) return "loopback";
  return addresses.every(isPrivateAddress) ? "private" : "public";
}
