import { expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { isLocalCall } from "./is-local-call";
import { peerHeader } from "./read-peer";

const word = "word-of-this-process";
(globalThis as unknown as Record<symbol, unknown>)[Symbol.for("orchestrator.peer-word")] = { word };

type Peer = { address?: string; httpVersion?: string; forwarding?: string[] };
type Call = { peer?: Peer; headers?: Record<string, string>; variables?: Record<string, string> };

const signed = (peer: Peer, by = word) => {
  const facts = { address: "127.0.0.1", httpVersion: "1.1", forwarding: [], ...peer };
  return `${by} ${Buffer.from(JSON.stringify(facts)).toString("base64url")}`;
};

function judge({ peer = {}, headers = {}, variables = {} }: Call): boolean {
  const sent = new Headers({ host: "127.0.0.1:8000", [peerHeader]: signed(peer), ...headers });
  return isLocalCall({ headers: sent, env: parseEnv(variables) });
}

it.each<[name: string, call: Call]>([
  ["127.0.0.1", {}],
  ["another address of 127/8", { peer: { address: "127.8.9.1" } }],
  ["::1", { peer: { address: "::1" } }],
  ["::ffff:127.0.0.1", { peer: { address: "::ffff:127.0.0.1" } }],
  ["Host localhost", { headers: { host: "localhost:8000" } }],
  ["Host LOCALHOST without a port", { headers: { host: "LOCALHOST" } }],
  ["Host [::1]", { headers: { host: "[::1]:8000" } }],
  ["a forwarder on loopback", { peer: { forwarding: ["127.0.0.1", " ::1"] } }],
  ["our own page", { headers: { origin: "http://127.0.0.1:8000", "sec-fetch-site": "same-origin" } }],
  ["an address typed into a browser", { headers: { "sec-fetch-site": "none" } }],
  ["a public loopback name", { variables: { ORCHESTRATOR_URL: "http://localhost:9000" } }],
  [
    "a public address and LOCAL_CALLER=on",
    { variables: { ORCHESTRATOR_URL: "https://o.example.com", ORCHESTRATOR_LOCAL_CALLER: "on" } },
  ],
])("takes a call for local: %s", (_, call) => {
  expect(judge(call)).toBe(true);
});

it.each<[name: string, call: Call]>([
  ["an address of the LAN", { peer: { address: "192.168.1.20" } }],
  ["a mapped address of the LAN", { peer: { address: "::ffff:192.168.1.20" } }],
  ["a public address", { peer: { address: "203.0.113.7" } }],
  ["a link-local address", { peer: { address: "fe80::1" } }],
  ["the unspecified address", { peer: { address: "0.0.0.0" } }],
  ["no address", { peer: { address: "" } }],
  ["HTTP/1.0", { peer: { httpVersion: "1.0" } }],
  ["a forwarder elsewhere", { peer: { forwarding: ["127.0.0.1", "203.0.113.7"] } }],
  ["an empty forwarder", { peer: { forwarding: [""] } }],
  ["a peer signed with another word", { headers: { [peerHeader]: signed({}, "guessed") } }],
  ["a peer signed with no word", { headers: { [peerHeader]: signed({}, "") } }],
  ["a peer without facts", { headers: { [peerHeader]: "guessed" } }],
  ["Host of a rebound name", { headers: { host: "evil.com" } }],
  ["Host that begins like loopback", { headers: { host: "127.0.0.1.evil.com" } }],
  ["Host that begins like localhost", { headers: { host: "localhost.evil.com:8000" } }],
  ["Host of the LAN", { headers: { host: "192.168.1.2:8000" } }],
  ["no Host", { headers: { host: "" } }],
  ["a page of another site", { headers: { origin: "https://evil.com" } }],
  ["a page on another port", { headers: { origin: "http://127.0.0.1:3000" } }],
  ["a page without an origin", { headers: { origin: "null" } }],
  ["a fetch across sites", { headers: { "sec-fetch-site": "cross-site" } }],
  ["a fetch within a site", { headers: { "sec-fetch-site": "same-site" } }],
  ["LOCAL_CALLER=off", { variables: { ORCHESTRATOR_LOCAL_CALLER: "off" } }],
  ["DATABASE_URL", { variables: { DATABASE_URL: "postgres://db/x" } }],
  [
    "DATABASE_URL and LOCAL_CALLER=on",
    { variables: { DATABASE_URL: "postgres://db/x", ORCHESTRATOR_LOCAL_CALLER: "on" } },
  ],
  ["a public address", { variables: { ORCHESTRATOR_URL: "https://orchestrator.example.com" } }],
  ["an address of the LAN in front", { variables: { ORCHESTRATOR_URL: "http://192.168.1.2:8000" } }],
])("takes a call for a stranger's: %s", (_, call) => {
  expect(judge(call)).toBe(false);
});

it("takes nobody for local in a process that signs no peers", () => {
  const holder = globalThis as unknown as Record<symbol, { word: string | null }>;
  const state = holder[Symbol.for("orchestrator.peer-word")] ?? { word };
  state.word = null;
  expect(judge({ headers: { [peerHeader]: signed({}, "") } })).toBe(false);
  state.word = word;
});
