import { type IpAddress, parseIpAddress, unwrapIpAddress } from "@/lib/core/parse-ip-address";

type IsAddressAllowedInput = {
  /** Where a call comes from; null when nobody can say. */
  address: string | null;
  /** Addresses and networks, as `AddressRange` writes them; any address when there are none. */
  ranges: readonly string[];
};

/** Whether a call may come from an address. What cannot be read, on either side, allows nothing. */
export function isAddressAllowed({ address, ranges }: IsAddressAllowedInput): boolean {
  if (ranges.length === 0) return true;
  const parsed = address === null ? null : parseIpAddress(address);
  if (parsed === null) return false;
  // An IPv4 caller reaches a socket of both families as ::ffff:1.2.3.4.
  const caller = unwrapIpAddress(parsed);
  return ranges.some((range) => isWithin({ caller, range }));
}

function isWithin({ caller, range }: { caller: IpAddress; range: string }): boolean {
  const [, bare = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  const network = parseIpAddress(bare);
  if (network === null || network.kind() !== caller.kind()) return false;
  const widest = network.kind() === "ipv4" ? 32 : 128;
  const prefix = bits === undefined ? widest : Number(bits);
  return prefix <= widest && caller.match(network, prefix);
}
