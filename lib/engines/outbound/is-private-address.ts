import ipaddr from "ipaddr.js";

/** AWS's own services, metadata with credentials among them, within the range that is everybody's own. */
const cloudServices = ipaddr.IPv6.parseCIDR("fd00:ec2::/32");

/** Whether an address is of a network that somebody runs for himself (RFC 1918, RFC 4193): a cloud's services are not. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || /^::\d+\./.test(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv6) return parsed.range() === "uniqueLocal" && !parsed.match(cloudServices);
  return parsed.range() === "private";
}
