import { beforeAll, expect, it } from "vitest";
import { senderAddress } from "./client-address";
import { peerHeader } from "./read-peer";

const word = "word-of-this-process";
beforeAll(() => {
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("orchestrator.peer-word")] = { word };
});

function from({ peer, forwarded, proxies = 0 }: { peer?: string; forwarded?: string; proxies?: number }) {
  const facts = Buffer.from(JSON.stringify({ address: peer, httpVersion: "1.1", forwarding: [] })).toString(
    "base64url",
  );
  const headers = new Headers({
    ...(peer !== undefined && { [peerHeader]: `${word} ${facts}` }),
    ...(forwarded !== undefined && { "x-forwarded-for": forwarded }),
  });
  return senderAddress({ headers, env: { trustedProxies: proxies } });
}

it.each([
  ["the socket's own end", { peer: "203.0.113.7" }, "203.0.113.7"],
  ["an IPv4 end of a socket for both", { peer: "::ffff:203.0.113.7" }, "203.0.113.7"],
  ["a neighbour with its zone", { peer: "fe80::1%eth0" }, "fe80::1"],
  ["the socket's end, whatever the caller claims", { peer: "203.0.113.7", forwarded: "10.0.0.1" }, "203.0.113.7"],
  ["what our proxy adds behind the caller's claims", { forwarded: "10.0.0.1, 203.0.113.7", proxies: 1 }, "203.0.113.7"],
  ["the outermost of two proxies' words", { forwarded: "6.6.6.6, 203.0.113.7, 10.0.0.2", proxies: 2 }, "203.0.113.7"],
  ["an address with its port", { forwarded: "203.0.113.7:51234", proxies: 1 }, "203.0.113.7"],
  ["an IPv6 address with its port", { forwarded: "[2001:db8::7]:443", proxies: 1 }, "2001:db8::7"],
  ["nobody, by a chain that is too short", { peer: "203.0.113.7", forwarded: "10.0.0.1", proxies: 2 }, null],
  ["nobody, without the proxy's word", { peer: "203.0.113.7", proxies: 1 }, null],
  ["nobody, where no server of ours took the call", { forwarded: "203.0.113.7" }, null],
  ["nobody, by an octal address", { forwarded: "010.0.0.1", proxies: 1 }, null],
  ["nobody, by a number", { forwarded: "2130706433", proxies: 1 }, null],
  ["nobody, by a name", { forwarded: "unknown", proxies: 1 }, null],
  [
    "nobody, by an IPv4 address in a form that programs read differently",
    { forwarded: "::10.0.0.1", proxies: 1 },
    null,
  ],
])("takes a call for that of %s", (_, sender, address) => {
  expect(from(sender)).toBe(address);
});
