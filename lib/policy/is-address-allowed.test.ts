import { describe, expect, it } from "vitest";
import { AddressRange } from "@/lib/contracts/address-range";
import { isAddressAllowed } from "./is-address-allowed";

/** The blocks of RFC 5737, RFC 3849, RFC 1918, RFC 4193 and RFC 6598, as those write them. */
const documented = [
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "2001:db8::/32",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "100.64.0.0/10",
];

describe("a range", () => {
  it.each(documented)("%s of an RFC is kept as it stands", (range) => {
    expect(AddressRange.parse(range)).toBe(range);
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["::/0", "::/0"],
    ["203.0.113.7/32", "203.0.113.7/32"],
    // RFC 5952, section 4: one text for an address.
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:0db8::0001/128", "2001:db8::1/128"],
    ["::1", "::1"],
    ["203.0.113.128/25", "203.0.113.128/25"],
    ["2001:db8:8000::/33", "2001:db8:8000::/33"],
  ])("%j is kept as %s", (given, kept) => {
    expect(AddressRange.parse(given)).toBe(kept);
  });

  it.each([
    // As in ipaddr.js' own tests: read as other addresses by one program or another.
    ["192.168.007.0xa", /must be an IP address/],
    ["010.0.0.1", /must be an IP address/],
    ["0x7f000001", /must be an IP address/],
    ["2130706433", /must be an IP address/],
    ["127.1", /must be an IP address/],
    ["1.2.3", /must be an IP address/],
    ["256.0.0.1", /must be an IP address/],
    ["1.2.3.4.5", /must be an IP address/],
    ["fe80::1%eth0", /must be an IP address/],
    ["[::1]", /must be an IP address/],
    ["203.0.113.7:443", /must be an IP address/],
    ["203.0.113.0/24/8", /must be an IP address/],
    ["203.0.113.0/024", /must be an IP address/],
    ["203.0.113.0/+24", /must be an IP address/],
    ["203.0.113.0/-1", /must be an IP address/],
    ["203.0.113.0/255.255.255.0", /must be an IP address/],
    ["/24", /must be an IP address/],
    ["", /must be an IP address/],
    ["*", /must be an IP address/],
    ["example.com", /must be an IP address/],
    ["1.2.3.4\n5.6.7.8", /must be an IP address/],
    ["１.2.3.4", /must be an IP address/],
    ["1:2:3:4:5:6:7:8:9", /must be an IP address/],
    [":::", /must be an IP address/],
    ["203.0.113.0/33", /more than 32 bits/],
    ["2001:db8::/129", /more than 128 bits/],
    ["203.0.113.7/24", /write 203\.0\.113\.0\/24, or 203\.0\.113\.7 for that one alone/],
    ["10.1.2.3/8", /write 10\.0\.0\.0\/8/],
    ["2001:db8::1/32", /write 2001:db8::\/32/],
    ["::203.0.113.7", /must be an IP address/],
    ["::ffff:203.0.113.7", /write 203\.0\.113\.7/],
    ["::ffff:0:0/96", /write 0\.0\.0\.0/],
  ])("%j is refused with the way to write it", (given, message) => {
    expect(AddressRange.safeParse(given).error?.issues[0]?.message).toMatch(message);
  });
});

describe("a caller", () => {
  it.each([
    ["203.0.113.7", ["203.0.113.7"]],
    ["203.0.113.255", ["203.0.113.0/24"]],
    ["::ffff:203.0.113.7", ["203.0.113.7"]],
    ["::ffff:cb00:7107", ["203.0.113.0/24"]],
    ["2001:db8::1", ["2001:db8::/32"]],
    ["2001:DB8:0::1", ["2001:db8::1"]],
    ["198.51.100.1", ["10.0.0.0/8", "198.51.100.0/24"]],
    ["8.8.8.8", ["0.0.0.0/0"]],
    ["8.8.8.8", []],
    [null, []],
  ])("%s is let in by %j", (address, ranges) => {
    expect(isAddressAllowed({ address, ranges })).toBe(true);
  });

  it.each([
    [null, ["0.0.0.0/0", "::/0"]],
    ["", ["0.0.0.0/0"]],
    ["unknown", ["0.0.0.0/0"]],
    ["203.0.113.8", ["203.0.113.7"]],
    ["203.0.114.0", ["203.0.113.0/24"]],
    ["202.255.255.255", ["203.0.0.0/8"]],
    ["8.8.8.8", ["::/0"]],
    ["2001:db8::1", ["0.0.0.0/0"]],
    // Carriers of an IPv4 address that are not it: compatible, NAT64, 6to4.
    ["::203.0.113.7", ["203.0.113.7"]],
    ["64:ff9b::203.0.113.7", ["203.0.113.7"]],
    ["2002:cb00:7107::1", ["203.0.113.7"]],
    ["203.0.113.7, 10.0.0.1", ["10.0.0.0/8"]],
    // What a row could hold that no request may bring: it lets nobody in.
    ["203.0.113.7", ["203.0.113.7/33"]],
    ["203.0.113.7", ["203.0.113.7/"]],
    ["203.0.113.7", ["203.0.113.7/x"]],
    ["203.0.113.7", ["*"]],
    ["203.0.113.7", [""]],
  ])("%s is kept out by %j", (address, ranges) => {
    expect(isAddressAllowed({ address, ranges })).toBe(false);
  });
});
