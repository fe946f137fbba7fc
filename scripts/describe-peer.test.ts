import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { isLocalCall } from "@/lib/surfaces/http/is-local-call";
import { peerHeader } from "@/lib/surfaces/http/read-peer";
import { describePeer } from "./describe-peer.mjs";

const word = "word-of-this-process";
(globalThis as unknown as Record<symbol, unknown>)[Symbol.for("orchestrator.peer-word")] = { word };

// As scripts/server.mjs does it, with the answer of isLocalCall in place of Next.
const server = createServer((request: IncomingMessage, response) => {
  request.headers[peerHeader] = `${word} ${describePeer(request)}`;
  const headers = new Headers(request.headers as Record<string, string>);
  response.end(isLocalCall({ headers, env: parseEnv({}) }) ? "local" : "stranger");
}).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => void server.close());

/** Sends a request as bytes, since a client library would mend its headers, and gives the body that comes back. */
async function send({ lines = [], version = "1.1" }: { lines?: string[]; version?: string }): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const host = lines.some((line) => /^host:/i.test(line)) ? [] : ["Host: 127.0.0.1"];
  socket.write([`GET / HTTP/${version}`, ...host, "Connection: close", ...lines, "", ""].join("\r\n"));
  const chunks: Buffer[] = await socket.toArray();
  return Buffer.concat(chunks).toString().split("\r\n").at(-1) ?? "";
}

it("sees a plain call over loopback as local", async () => {
  expect(await send({})).toContain("local");
});

it.each([
  "Forwarded: for=192.0.2.60;proto=http;by=203.0.113.43",
  "Forwarded: for=127.0.0.1",
  "Via: 1.1 proxy",
  "X-Forwarded-For: 203.0.113.7",
  "X-Forwarded-For: 127.0.0.1, 203.0.113.7",
  "x-forwarded-for: 203.0.113.7, 127.0.0.1",
  "X-Forwarded-For:",
  "X-Forwarded-Host: orchestrator.example.com",
  "X-Forwarded-Server: edge",
  "X-Forwarded-Proto: https",
  "X-Forwarded-Port: 443",
  "X-Real-IP: 203.0.113.7",
  "X-Client-IP: 203.0.113.7",
  "X-Cluster-Client-IP: 203.0.113.7",
  "True-Client-IP: 203.0.113.7",
  "CF-Connecting-IP: 203.0.113.7",
  "Fastly-Client-IP: 203.0.113.7",
])("sees a call with %s as a stranger's", async (line) => {
  expect(await send({ lines: [line] })).toContain("stranger");
});

it("sees a call that another hop sent twice as a stranger's", async () => {
  const lines = ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 203.0.113.7"];
  expect(await send({ lines })).toContain("stranger");
});

it("sees a call over HTTP/1.0 as a stranger's", async () => {
  expect(await send({ version: "1.0" })).toContain("stranger");
});

it("puts its own word over a peer that the caller claims", async () => {
  const facts = Buffer.from('{"address":"127.0.0.1","httpVersion":"1.1","forwarding":[]}').toString("base64url");
  const lines = [`X-Orchestrator-Peer: ${word} ${facts}`, "X-Forwarded-For: 203.0.113.7"];
  expect(await send({ lines })).toContain("stranger");
});
