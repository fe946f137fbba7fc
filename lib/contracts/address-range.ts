import ipaddr from "ipaddr.js";
import { z } from "zod";
import { type IpAddress, isMapped, parseIpAddress } from "@/lib/core/parse-ip-address";

const notOne = "must be an IP address or a network such as 203.0.113.0/24 or 2001:db8::/32";

/** An address (`203.0.113.7`, `2001:db8::7`) or a network (RFC 4632, RFC 4291 section 2.3), written in one way only. */
export const AddressRange = z
  .string()
  .trim()
  .max(50, notOne)
  .transform((text, ctx) => {
    const read = readRange(text);
    if ("range" in read) return read.range;
    ctx.addIssue({ code: "custom", message: read.fault });
    return z.NEVER;
  });
export type AddressRange = z.infer<typeof AddressRange>;

function readRange(text: string): { range: string } | { fault: string } {
  const [, bare = "", bits] = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const address = parseIpAddress(bare);
  if (address === null) return { fault: notOne };
  if (isMapped(address)) return { fault: `is an IPv4 address in IPv6's clothes: write ${address.toIPv4Address()}` };
  if (bits === undefined) return { range: address.toString() };
  const widest = address.kind() === "ipv4" ? 32 : 128;
  if (Number(bits) > widest) return { fault: `has a prefix of more than ${widest} bits` };
  const network = networkOf({ address, bits: Number(bits) });
  if (network.toString() === address.toString()) return { range: `${network}/${bits}` };
  return { fault: `names one address of a network: write ${network}/${bits}, or ${address} for that one alone` };
}

function networkOf({ address, bits }: { address: IpAddress; bits: number }): IpAddress {
  const bytes = address.toByteArray().map((byte, i) => byte & (0xff << Math.max(0, Math.min(8, 8 * (i + 1) - bits))));
  return ipaddr.fromByteArray(bytes);
}
