import ipaddr from "ipaddr.js";

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An IP address that is written in a form every program reads alike, or null. Octal, hexadecimal and shortened IPv4 is
 * not (CVE-2021-28918), nor a zone, nor `::1.2.3.4`, which ipaddr.js takes for `::ffff:1.2.3.4`.
 */
export function parseIpAddress(text: string): IpAddress | null {
  const isV4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);
  const isV6 =
    /^[0-9a-f:.]+$/i.test(text) && text.includes(":") && !/^::[\d.]+\.\d+$/.test(text) && ipaddr.IPv6.isValid(text);
  return isV4 || isV6 ? ipaddr.parse(text) : null;
}

/** The IPv4 address that an IPv6 one carries as `::ffff:1.2.3.4` (RFC 4291, section 2.5.5.2), else the same address. */
export function unwrapIpAddress(address: IpAddress): IpAddress {
  return isMapped(address) ? address.toIPv4Address() : address;
}

export function isMapped(address: IpAddress): address is ipaddr.IPv6 {
  return address.kind() === "ipv6" && (address as ipaddr.IPv6).isIPv4MappedAddress();
}
