import type { LookupAddress } from "node:dns";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, expect, it } from "vitest";
import { postOutbound } from "./post-outbound";

const { signal } = new AbortController();
const servers: { close(): unknown; closeAllConnections?(): void }[] = [];

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function listen(server: Server | ReturnType<typeof createTcpServer>, { host = "127.0.0.1", port = 0 } = {}) {
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** A receiver at the socket, and what has reached it. */
async function receiver(handle: RequestListener, where?: { host?: string; port?: number }) {
  const seen: { url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ url: request.url, headers: request.headers, body });
    handle(request, response);
  });
  const port = await listen(server, where);
  return { port, seen, server };
}

const ok: RequestListener = (_request, response) => response.end("ok");
const names = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

function post(url: string, options: Partial<Parameters<typeof postOutbound>[0]> = {}) {
  return postOutbound({ url, headers: {}, body: "{}", rules: { isLoopbackAllowed: true }, signal, ...options });
}

it("posts the body with the headers given, says who it is, and closes the connection", async () => {
  const { port, seen } = await receiver(ok);
  const answer = await post(`http://127.0.0.1:${port}/hook?x=1`, { headers: { "x-a": "b" }, body: '{"n":1}' });
  expect(answer).toEqual({ kind: "answered", status: 200, retryAfter: null });
  expect(seen).toEqual([
    {
      url: "/hook?x=1",
      headers: expect.objectContaining({ "x-a": "b", connection: "close", via: "1.1 orchestrator" }),
      body: '{"n":1}',
    },
  ]);
});

it("follows no redirect", async () => {
  const second = await receiver(ok);
  const first = await receiver((_request, response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${second.port}/` }).end(),
  );
  expect(await post(`http://127.0.0.1:${first.port}/`)).toMatchObject({ kind: "answered", status: 307 });
  expect(second.seen).toEqual([]);
});

it("looks a name up once and connects to what it said then, whatever it says later", async () => {
  const good = await receiver(ok);
  const bad = await receiver(ok, { host: "127.0.0.2", port: good.port });
  let lookups = 0;
  const resolve = async () => names(++lookups === 1 ? "127.0.0.1" : "127.0.0.2");
  expect(await post(`http://localhost:${good.port}/`, { resolve })).toMatchObject({ kind: "answered" });
  expect([lookups, good.seen.length, bad.seen.length]).toEqual([1, 1, 0]);
});

it("judges a name anew at each request, so that one that turned private is refused", async () => {
  const turned = await receiver(ok);
  const seen: string[] = [];
  const resolve = async (host: string) => {
    seen.push(host);
    return seen.length === 1 ? names("192.0.2.7") : names("127.0.0.1");
  };
  const url = `https://rebinding.example:${turned.port}/`;
  for (const _ of [1, 2]) expect(await post(url, { resolve })).toMatchObject({ kind: "refused" });
  expect(turned.seen).toEqual([]);
});

it.each([
  ["one private address beside a public one", ["8.8.8.8", "10.0.0.1"]],
  ["loopback", ["127.0.0.1"]],
  ["mapped loopback", ["::ffff:127.0.0.1"]],
  ["compatible loopback", ["::7f00:1"]],
  ["the metadata of a cloud", ["169.254.169.254"]],
  ["AWS's metadata", ["fd00:ec2::254"]],
])("refuses a name with %s, and connects to none", async (_what, addresses) => {
  const target = await receiver(ok);
  let connections = 0;
  target.server.on("connection", () => connections++);
  expect(await post(`https://hooks.example.com:${target.port}/`, { resolve: async () => names(...addresses) })).toEqual(
    { kind: "refused", reason: "the name leads to an address that is not public" },
  );
  expect(connections).toBe(0);
});

it("refuses localhost when its name leads elsewhere", async () => {
  expect(await post("http://localhost:9000/", { resolve: async () => names("8.8.8.8") })).toMatchObject({
    kind: "refused",
  });
});

it.each([
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://0x7f.1/",
  "https://[::ffff:7f00:1]/",
  "https://10.0.0.1/",
])("refuses the literal %s", async (url) => {
  expect(await post(url, { rules: { isLoopbackAllowed: false } })).toMatchObject({ kind: "refused" });
});

it.each([
  [
    "nobody knows",
    { resolve: () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })) },
    "the name is not known",
  ],
  ["has no address", { resolve: async () => [] }, "the name is not known"],
  ["is never looked up", { resolve: () => new Promise<never>(() => {}), timeoutMs: 20 }, "no answer in time"],
])("says so for a name that %s", async (_what, options, reason) => {
  expect(await post("https://hooks.example.com/", options)).toEqual({ kind: "unreached", reason });
});

it("says that a receiver is down", async () => {
  const { port, server } = await receiver(ok);
  await new Promise((resolve) => server.close(resolve));
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: "unreached", reason: "the connection was refused" });
});

it("gives a receiver that never answers so long and no longer", async () => {
  const { port } = await receiver(() => {});
  expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 50 })).toEqual({
    kind: "unreached",
    reason: "no answer in time",
  });
});

it("takes the status and leaves when the body has no end", async () => {
  const { port, server } = await receiver((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(16_384)));
    };
    response.on("drain", more);
    more();
  });
  const closed = new Promise<void>((resolve) =>
    server.on("connection", (socket) => socket.on("close", () => resolve())),
  );
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: "answered", status: 200 });
  await closed;
});

it("takes the status when the body comes drop by drop", async () => {
  const { port } = await receiver((_request, response) => response.writeHead(500).write("x"));
  expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 1_000 })).toMatchObject({
    kind: "answered",
    status: 500,
  });
});

it("refuses a header without end", async () => {
  const port = await listen(
    createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.write(`HTTP/1.1 200 OK\r\nx-long: ${"a".repeat(100_000)}\r\n\r\n`);
    }),
  );
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual({
    kind: "unreached",
    reason: "the answer's header is too large",
  });
});

it("says that what answers is no web server", async () => {
  const port = await listen(
    createTcpServer((socket) => void socket.on("error", () => {}).end("220 mail.example.com\r\n")),
  );
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: "unreached", reason: "the answer is not HTTP" });
});

it("stops when the process does", async () => {
  const { port } = await receiver(() => {});
  const stop = new AbortController();
  const answer = post(`http://127.0.0.1:${port}/`, { signal: stop.signal });
  stop.abort();
  expect(await answer).toEqual({ kind: "unreached", reason: "stopped before there was an answer" });
});
