import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { getOutbound } from "./get-outbound";

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** A web server at the socket, and what it was asked for. */
async function site(answer: RequestListener) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/doc?x=1` };
}

const get = (url: string, options: Partial<Parameters<typeof getOutbound>[0]> = {}) =>
  getOutbound({
    url,
    headers: { accept: "application/json" },
    rules: { isLoopbackAllowed: true },
    signal: new AbortController().signal,
    answerBytesMax: 1_000,
    ...options,
  });

it("brings the body with what says how to read and keep it", async () => {
  const { url, asked } = await site((request, response) =>
    response
      .writeHead(200, { "content-type": "Application/JSON", "cache-control": "max-age=60" })
      .end(`{"accept":"${request.headers.accept}","via":"${request.headers.via}"}`),
  );
  expect(await get(url)).toEqual({
    kind: "answered",
    status: 200,
    contentType: "application/json",
    cacheControl: "max-age=60",
    text: '{"accept":"application/json","via":"1.1 orchestrator"}',
  });
  expect(asked).toEqual(["/doc?x=1"]);
});

it("follows no redirect", async () => {
  const inside = await site((_request, response) => response.end("secret"));
  const { url } = await site((_request, response) => response.writeHead(302, { location: inside.url }).end());
  expect(await get(url)).toMatchObject({ kind: "answered", status: 302, text: "" });
  expect(inside.asked).toEqual([]);
});

it.each([
  ["said to be", { "content-length": "1001" }],
  ["that is", {}],
])("takes no body %s larger than its cap", async (_what, headers) => {
  const { url } = await site((_request, response) => response.writeHead(200, headers).end("x".repeat(1_001)));
  expect(await get(url)).toEqual({ kind: "unusable", reason: "the answer is larger than 1000 bytes" });
});

it("stops reading a body without end", async () => {
  let isClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    isClosed = resolve;
  });
  const { url } = await site((_request, response) => {
    response.on("close", isClosed);
    const more = (): void => {
      while (response.write("x".repeat(10_000)));
      response.once("drain", more);
    };
    more();
  });
  expect(await get(url)).toMatchObject({ kind: "unusable" });
  await closed;
});

it("takes no compressed body", async () => {
  const { url } = await site((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(100_000))),
  );
  expect(await get(url)).toEqual({ kind: "unusable", reason: "the answer is compressed" });
});

it("gives up on a body that trickles", async () => {
  const { url } = await site((_request, response) => void response.write("x"));
  expect(await get(url, { timeoutMs: 50 })).toEqual({ kind: "unreached", reason: "no answer in time" });
});

it.each([
  ["loopback", "127.0.0.1"],
  ["a private address", "10.0.0.1"],
  ["the metadata of a cloud", "169.254.169.254"],
  ["a mapped address", "::ffff:127.0.0.1"],
])("connects to no name that leads to %s", async (_what, address) => {
  const { asked, url } = await site((_request, response) => response.end("secret"));
  const { port } = new URL(url);
  const resolve = async () => [{ address, family: address.includes(":") ? 6 : 4 }];
  expect(await get(`https://rebinding.example:${port}/doc`, { resolve })).toMatchObject({ kind: "refused" });
  expect(asked).toEqual([]);
});

it("calls this machine only where the operator allows it", async () => {
  const { asked, url } = await site((_request, response) => response.end("secret"));
  expect(await get(url, { rules: { isLoopbackAllowed: false } })).toMatchObject({ kind: "refused" });
  expect(asked).toEqual([]);
});
