import type ipaddr from "ipaddr.js";
import type { Env } from "@/lib/core/env";
import { type IpAddress, parseIpAddress, unwrapIpAddress } from "@/lib/core/parse-ip-address";
import { readPeer } from "./read-peer";

const unknown = "unknown";

type Sender = { headers: Headers; env: Pick<Env, "trustedProxies"> };

/**
 * Where a request comes from: the socket's other end, or what the outermost proxy that is ours to trust says of it; an
 * IPv4 address is one, however it was carried. Null when nobody can say: words of the caller's own are not believed.
 */
export function senderAddress(sender: Sender): string | null {
  return parseSender(sender)?.toString() ?? null;
}

/** The same as one customer's: an IPv6 address stands for its /64. */
export function clientAddress(sender: Sender): string {
  const address = parseSender(sender);
  if (address === null) return unknown;
  if (address.kind() === "ipv4") return address.toString();
  return (address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
}

function parseSender({ headers, env }: Sender): IpAddress | null {
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const told = env.trustedProxies > 0 ? forwarded.at(-env.trustedProxies) : readPeer(headers)?.address;
  const address = parseIpAddress(bareAddress(told ?? ""));
  return address && unwrapIpAddress(address);
}

/** Some proxies write a port behind an address, and a socket of this machine's network a zone. */
function bareAddress(told: string): string {
  const [, inBrackets, beforePort] = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(told) ?? [];
  return (inBrackets ?? beforePort ?? told).replace(/%[\w.-]+$/, "");
}
