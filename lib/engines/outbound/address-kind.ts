import ipaddr from "ipaddr.js";

/** `other` is everything that a caller must not reach through us: private, shared, reserved, disguised, unknown. */
export type AddressKind = "public" | "loopback" | "other";

/** What the IANA registry has given out so far; the rest of IPv6 holds only special ranges. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
/** NAT64 (RFC 6052, section 2.1): the last 32 bits are the IPv4 address that is really meant. */
const nat64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
/** Azure's own services behind a public address: metadata, DNS, health. */
const publicButInside = new Set(["168.63.129.16"]);

/**
 * What an IP address leads to. An IPv6 one that carries an IPv4 address is judged by that, and never counts as loopback.
 * Source: IANA's special-purpose address registries (RFC 6890), as ipaddr.js names their ranges.
 */
export function addressKind(address: string): AddressKind {
  // ipaddr.js takes `::8.8.8.8` for a mapped address, which it is not.
  if (!ipaddr.isValid(address) || /^::\d+\./.test(address)) return "other";
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? kindOfIpv6(parsed) : kindOfIpv4(parsed as ipaddr.IPv4);
}

function kindOfIpv4(address: ipaddr.IPv4): AddressKind {
  const range = address.range();
  if (range === "loopback") return "loopback";
  return range === "unicast" && !publicButInside.has(address.toString()) ? "public" : "other";
}

function kindOfIpv6(address: ipaddr.IPv6): AddressKind {
  if (address.isIPv4MappedAddress() || address.match(nat64)) {
    const inner = new ipaddr.IPv4(address.toByteArray().slice(12));
    return kindOfIpv4(inner) === "public" ? "public" : "other";
  }
  if (address.range() === "loopback") return "loopback";
  // 6to4 and Teredo have names of their own, and IPv4-compatible addresses lie outside of what is given out.
  return address.range() === "unicast" && address.match(globalUnicast) ? "public" : "other";
}
