import { describe, expect, it } from "vitest";
import { addressKind } from "./address-kind";
import { judgeUrl } from "./judge-url";

const strict = { isLoopbackAllowed: false };
const local = { isLoopbackAllowed: true };

describe("addressKind", () => {
  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ])("calls %s public", (address) => expect(addressKind(address)).toBe("public"));

  it.each(["127.0.0.1", "127.255.255.254", "::1"])("calls %s loopback", (address) =>
    expect(addressKind(address)).toBe("loopback"),
  );

  it.each([
    ["unspecified", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "192.168.1.1"],
    ["shared by carriers", "100.64.0.1"],
    ["Alibaba's metadata", "100.100.100.200"],
    ["link-local, the metadata of clouds", "169.254.169.254"],
    ["Azure's inside", "168.63.129.16"],
    ["Oracle's metadata", "192.0.0.192"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["a relay for 6to4", "192.88.99.1"],
    ["benchmarks", "198.18.0.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["IPv4-compatible loopback", "::7f00:1"],
    ["IPv4-compatible", "::8.8.8.8"],
    ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
    ["IPv4-mapped private", "::ffff:a00:1"],
    ["IPv4-mapped metadata", "::ffff:169.254.169.254"],
    ["IPv4-translated loopback", "::ffff:0:127.0.0.1"],
    ["NAT64 loopback", "64:ff9b::7f00:1"],
    ["NAT64 private", "64:ff9b::c0a8:101"],
    ["NAT64 of a local network", "64:ff9b:1::808:808"],
    ["6to4 loopback", "2002:7f00:1::"],
    ["6to4", "2002:808:808::1"],
    ["Teredo", "2001:0:7f00:1::"],
    ["unique local", "fc00::1"],
    ["AWS's metadata", "fd00:ec2::254"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["discard", "100::1"],
    ["not given out", "4000::1"],
    ["no address", "example.com"],
  ])("refuses %s (%s)", (_what, address) => expect(addressKind(address)).toBe("other"));
});

describe("judgeUrl", () => {
  it.each([
    "https://example.com/hook?x=1",
    "https://example.com./hook",
    "https://example.com:8443/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "https://xn--mnchen-3ya.example/",
  ])("has nothing against %s", (url) => expect(judgeUrl(url, strict)).toBeNull());

  it.each([
    ["http", "http://example.com/"],
    ["another scheme", "ftp://example.com/"],
    ["a user name", "https://me@example.com/"],
    ["a password", "https://me:secret@example.com/"],
    ["a mail server's port", "https://example.com:25/"],
    ["a low port", "https://example.com:80/"],
    ["the loopback address", "https://127.0.0.1/"],
    ["short loopback", "https://127.1/"],
    ["decimal loopback", "https://2130706433/"],
    ["octal loopback", "https://0177.0.0.1/"],
    ["hexadecimal loopback", "https://0x7f.0.0.1/"],
    ["one hexadecimal number", "https://0x7f000001/"],
    ["percent-encoded loopback", "https://%31%32%37.0.0.1/"],
    ["full-width loopback", "https://１２７.0.0.1/"],
    ["IPv6 loopback", "https://[::1]/"],
    ["mapped loopback", "https://[::ffff:127.0.0.1]/"],
    ["mapped loopback in hexadecimal", "https://[::ffff:7f00:1]/"],
    ["compatible loopback", "https://[::7f00:1]/"],
    ["all interfaces", "https://0.0.0.0/"],
    ["zero", "https://0/"],
    ["a private address", "https://192.168.0.1/"],
    ["decimal metadata", "https://2852039166/"],
    ["localhost", "https://localhost/"],
    ["localhost, complete", "https://localhost./"],
    ["localhost in capitals", "https://LOCALHOST/"],
    ["a name under localhost", "https://app.localhost/"],
    ["a name without a dot", "https://intranet/"],
    ["a name of mDNS", "https://printer.local/"],
    ["the metadata of Google", "https://metadata.google.internal/"],
    ["no URL", "https://"],
    ["a long one", `https://example.com/${"a".repeat(2048)}`],
  ])("refuses %s (%s)", (_what, url) => expect(judgeUrl(url, strict)).toMatch(/^must /));

  it.each(["http://127.0.0.1:9000/", "http://localhost:9000/", "https://localhost:9000/", "http://[::1]:9000/"])(
    "lets %s through where the operator allows loopback",
    (url) => {
      expect(judgeUrl(url, local)).toBeNull();
      expect(judgeUrl(url, strict)).toMatch(/^must /);
    },
  );

  it.each([
    "http://example.com/",
    "https://10.0.0.1/",
    "http://[::ffff:127.0.0.1]:9000/",
    "http://127.0.0.1:25/",
    "http://0.0.0.0:9000/",
    "https://app.localhost/",
  ])("refuses %s even there", (url) => expect(judgeUrl(url, local)).toMatch(/^must /));
});
