import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { createTestApp } from "@/lib/testing/test-app";

// Room for every line of the file until it is read.
const logged = new PassThrough({ highWaterMark: 10_000_000 });
const app = await createTestApp({
  log: createLog({ file: null, level: "info", stream: logged }),
  variables: { ORCHESTRATOR_URL: "https://gate.example.com" },
});
const key = await app.createKey();

type Rpc = { id: unknown; error?: { code: number; message: string; data?: { code: string } }; result?: unknown };
const base = { accept: "application/json, text/event-stream", host: "gate.example.com" };
const list = { jsonrpc: "2.0", id: 1, method: "tools/list", params: {} };
const call = (name: string, args: object = {}) => ({
  ...list,
  method: "tools/call",
  params: { name, arguments: args },
});

function send({
  headers = {},
  body = list,
  as = key,
}: {
  headers?: Record<string, string>;
  body?: unknown;
  as?: string | undefined;
}) {
  return app.send({ method: "POST", path: "/mcp", key: as, headers: { ...base, ...headers }, body });
}

/** Of an answer in either shape, the one message. */
async function rpcOf(response: Response): Promise<Rpc> {
  const text = await response.text();
  return JSON.parse(/^data: (\{.*)$/m.exec(text)?.[1] ?? text) as Rpc;
}

it("answers one request of an older revision without a session", async () => {
  const response = await send({});
  expect(response.status).toBe(200);
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
  expect((await rpcOf(response)).result).toMatchObject({ tools: expect.any(Array) });
});

it.each([
  ["another host", { host: "evil.example.com" }],
  ["a host that looks like ours", { host: "gate.example.com.evil.example.com" }],
  ["a host before an @", { host: "gate.example.com@evil.example.com" }],
  ["no host that can be read", { host: "[" }],
  [
    "a forwarding header that vouches for another host",
    { host: "evil.example.com", "x-forwarded-host": "gate.example.com" },
  ],
  ["a page of another site", { origin: "https://evil.example.com" }],
  ["a page without an origin", { origin: "null" }],
  ["a page of a host that begins like ours", { origin: "https://gate.example.com.evil.example.com" }],
])("refuses %s before it looks at the key", async (_, headers) => {
  for (const as of [key, undefined]) {
    const response = await send({ headers, as });
    expect(response.status).toBe(403);
    expect(await rpcOf(response)).toMatchObject({ jsonrpc: "2.0", id: null, error: { data: { code: "forbidden" } } });
  }
});

it.each([
  [{ host: "127.0.0.1:8000" }],
  [{ host: "localhost:9999" }],
  [{ host: "[::1]:8000" }],
  [{ origin: "https://gate.example.com" }],
  [{ origin: "http://localhost:6274" }],
])("takes %j with a key", async (headers) => {
  expect((await send({ headers })).status).toBe(200);
});

const metadata = 'resource_metadata="https://gate.example.com/.well-known/oauth-protected-resource/mcp"';

it.each([
  ["no key", {}, `Bearer ${metadata}`],
  ["an unknown key", { authorization: `Bearer ork_${"x".repeat(43)}` }, `Bearer error="invalid_token", ${metadata}`],
  ["a console session alone", { cookie: "next-auth.session-token=x" }, `Bearer ${metadata}`],
])("asks who comes with %s to sign in, and says where", async (_, headers, challenge) => {
  const body = new ReadableStream({ pull: () => expect.unreachable("the body is read") }, { highWaterMark: 0 });
  const response = await app.send({ method: "POST", path: "/mcp", headers: { ...base, ...headers }, body });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe(challenge);
  expect((await rpcOf(response)).error?.data?.code).toBe("unauthorized");
});

it.each(["GET", "DELETE", "PUT"])("answers 405 to %s", async (method) => {
  const response = await app.send({ method, path: "/mcp", key, headers: base });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toContain("POST");
});

it.each([
  ["no JSON", "{", 400, -32700],
  ["nothing", "", 400, -32700],
  ["a name given twice", '{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/list"}', 400, -32700],
  ["__proto__", '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"__proto__":{}}}', 400, -32700],
  ["a NUL", JSON.stringify(call("memory_write", { text: "\0" })), 400, -32700],
  ["an id that loses digits", '{"jsonrpc":"2.0","id":123456789012345678901,"method":"tools/list"}', 400, -32700],
  ["deep nesting", "[".repeat(100_000), 400, -32700],
  ["over 1 MB", JSON.stringify(call("memory_write", { text: "x".repeat(1024 * 1024) })), 413, -32000],
  ["a batch", JSON.stringify([list, list]), 400, -32600],
  ["an empty batch", "[]", 400, -32600],
])("refuses a body with %s", async (_, body, status, code) => {
  const before = await app.countRows();
  const response = await send({ body });
  expect(response.status).toBe(status);
  expect((await rpcOf(response)).error?.code).toBe(code);
  expect(await app.countRows()).toEqual(before);
});

it.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""])(
  "refuses the content type %j",
  async (type) => {
    expect((await send({ headers: { "content-type": type } })).status).toBe(415);
  },
);

it.each([
  ["no object", 1],
  ["no request", { hello: "world" }],
  ["another version", { ...list, jsonrpc: "1.0" }],
  ["an id that is an object", { ...list, id: {} }],
  ["params that are a list", { ...list, params: [] }],
  ["an unknown method", { ...list, method: "resources/list" }],
  ["a call without a name", { ...list, method: "tools/call", params: {} }],
  ["arguments that are a list", { ...list, method: "tools/call", params: { name: "memory_list", arguments: [] } }],
  ["a cursor that is not ours", { ...list, params: { cursor: "../../etc/passwd" } }],
  ["a tool that there is not", call("toString")],
  ["a tool's name with a NUL's picture", call("memory_write\u2400")],
])("answers with an error, and does nothing, to %s", async (_, body) => {
  const before = await app.countRows();
  const response = await send({ body });
  expect(response.status).toBeLessThan(500);
  expect((await rpcOf(response)).error).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
  expect(await app.countRows()).toEqual(before);
});

it("gives an id of 100,000 characters back as it is", async () => {
  const id = "i".repeat(100_000);
  expect((await rpcOf(await send({ body: { ...list, id } }))).id).toBe(id);
});

it("ends a subscription at once, because it promises no news", async () => {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const body = {
    ...list,
    method: "subscriptions/listen",
    params: { notifications: { toolsListChanged: true }, _meta },
  };
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" };
  const response = await send({ headers, body });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('"notifications":{}');
});

it("takes a notification without an answer, and cancels nobody's call for it", async () => {
  const body = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
  const response = await send({ body });
  expect(response.status).toBe(202);
  expect(await response.text()).toBe("");
});

it.each([
  ["a call", call("system_whoami")],
  ["the list", list],
])("says nothing of an unknown error in %s to the caller, and everything to the log", async (_, body) => {
  const { env } = app.runtime;
  const broken = {
    get: () => {
      throw new Error("password=hunter2", { cause: new Error("at hunter2's") });
    },
  };
  app.runtime.env = new Proxy(env, {
    get: (target, name) => (name === "approvals" ? broken.get() : Reflect.get(target, name)),
  });
  const response = await send({ body });
  app.runtime.env = env;
  const text = await response.text();
  expect(text + JSON.stringify([...response.headers])).not.toContain("hunter2");
  expect(text).toContain("Something went wrong inside the orchestrator.");
  expect(String(logged.read())).toContain("password=hunter2");
});

it("says nothing of an unknown error before the protocol either", async () => {
  const { clock } = app.runtime;
  app.runtime.clock = {
    now: () => {
      throw new Error("password=hunter2");
    },
  };
  const response = await send({ as: await fresh() });
  app.runtime.clock = clock;
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).not.toContain("hunter2");
  expect(JSON.parse(text)).toMatchObject({ error: { code: -32603, data: { code: "internal" } } });
});

/** A key that no call has used, so that it must be looked up. */
function fresh(): Promise<string> {
  return app.createKey();
}
