import ipaddr from "ipaddr.js";
import type { Env } from "@/lib/core/env";
import { readPeer } from "./read-peer";

const unknown = "unknown";

/**
 * Where a request comes from: the socket's other end, or what the outermost proxy that is ours to trust says of it. An
 * IPv6 address stands for its /64, which one customer has. Words of the caller's own are not believed.
 */
export function clientAddress({ headers, env }: { headers: Headers; env: Pick<Env, "trustedProxies"> }): string {
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const told = env.trustedProxies > 0 ? forwarded.at(-env.trustedProxies) : readPeer(headers)?.address;
  const bare = told?.replace(/^\[?([^\]]*)\]?(:\d+)?$/, "$1") ?? "";
  if (!ipaddr.isValid(bare)) return unknown;
  const address = ipaddr.process(bare);
  if (address.kind() === "ipv4") return address.toString();
  return (address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
}
