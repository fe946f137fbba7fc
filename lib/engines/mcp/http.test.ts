import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it, vi } from "vitest";
import { callMcp } from "@/lib/testing/call-mcp";
import { freePort } from "@/lib/testing/free-port";
import { sayJson, startMcpHttpStandIn } from "@/lib/testing/mcp-http-stand-in";
import { httpTarget } from "@/lib/testing/mcp-target";
import { startEverythingHttp } from "@/lib/testing/start-everything-http";
import { startModernMcp } from "@/lib/testing/start-modern-mcp";
import { closeAllMcp } from "./close-all-mcp";
import { listMcpConnections } from "./list-mcp-connections";
import { listMcpTools } from "./list-mcp-tools";
import type { McpTarget } from "./mcp-target";
import { onMcpToolsChanged } from "./on-mcp-tools-changed";

const { signal } = new AbortController();
const megabyte = 1024 * 1024;

afterEach(() => closeAllMcp());

const factsOf = (key: string) => listMcpConnections().find((facts) => facts.key === key);
const withHttp = (url: string, http: object): McpTarget => {
  const target = httpTarget(url);
  return { ...target, transport: { ...target.transport, ...http } as McpTarget["transport"] };
};

it("reconnects once when the real everything server was started anew and knows the session no more", async () => {
  const port = await freePort();
  let server = await startEverythingHttp(port);
  const target = httpTarget(server.url);
  expect(await callMcp({ target, tool: "echo", args: { message: "one" } })).toBe("Echo: one");
  await server.kill();
  server = await startEverythingHttp(port);
  // All of them meet the old session; none may fall with another's.
  const messages = Array.from({ length: 10 }, (_, index) => `two ${index}`);
  const answers = await Promise.all(messages.map((message) => callMcp({ target, tool: "echo", args: { message } })));
  expect(answers).toEqual(messages.map((message) => `Echo: ${message}`));
  expect(factsOf(target.key)).toMatchObject({ restarts: 1, protocolVersion: "2025-11-25" });
  await closeAllMcp();
  await server.kill();
});

it("fails the call under way when the real everything server is killed, and says that it may have run", async () => {
  const server = await startEverythingHttp(await freePort());
  const target = httpTarget(server.url);
  const onProgress = vi.fn();
  const args = { duration: 20, steps: 100 };
  const call = callMcp({ target, tool: "trigger-long-running-operation", args, onProgress });
  await vi.waitFor(() => expect(onProgress).toHaveBeenCalled(), 5_000);
  const failure = expect(call).rejects.toMatchObject({ code: "upstream_failed", mayHaveRun: true });
  await server.kill();
  await failure;
}, 20_000);

it("negotiates 2026-07-28 and skips the round trip when it is remembered", async () => {
  const server = await startModernMcp();
  const listing = await listMcpTools({ target: httpTarget(server.url), signal });
  expect(listing).toMatchObject({ protocolVersion: "2026-07-28", era: { kind: "modern" } });
  server.seen.length = 0;
  const { era } = listing;
  expect(await callMcp({ target: httpTarget(server.url, { era }), tool: "echo", args: { text: "a" } })).toBe("echo a");
  expect(server.seen.map(({ body }) => JSON.parse(body).method)).not.toContain("server/discover");
});

it("negotiates anew when a remembered verdict is wrong, in either direction", async () => {
  const modern = await startModernMcp({ legacy: "reject" });
  const { era } = await listMcpTools({ target: httpTarget(modern.url), signal });
  const upgraded = httpTarget(modern.url, { era: { kind: "legacy" } });
  expect(await callMcp({ target: upgraded, tool: "echo", args: { text: "b" } })).toBe("echo b");
  const everything = await startEverythingHttp(await freePort());
  const downgraded = httpTarget(everything.url, { era });
  expect(await callMcp({ target: downgraded, tool: "echo", args: { message: "c" } })).toBe("Echo: c");
  expect((await listMcpTools({ target: downgraded, signal })).era).toEqual({ kind: "legacy" });
  await closeAllMcp();
  await everything.kill();
});

it("mirrors marked arguments into headers, also when it has not listed the tools before", async () => {
  const server = await startModernMcp();
  const target = httpTarget(server.url);
  expect(await callMcp({ target, tool: "marked", args: { text: "seen" } })).toBe("marked seen");
  expect(server.seen.at(-1)?.headers["mcp-param-text"]).toBe("seen");
});

it("lets go of a call's exchange when it is given up, which is how 2026-07-28 cancels", async () => {
  const server = await startModernMcp();
  const call = callMcp({ target: httpTarget(server.url), tool: "hang", idleTimeoutMs: 200 });
  await expect(call).rejects.toMatchObject({ code: "timeout" });
  await vi.waitFor(() => expect(server.aborted).toEqual(["hang"]));
});

it("hears on a subscription that a 2026-07-28 server's tools changed", async () => {
  const server = await startModernMcp();
  const target = httpTarget(server.url);
  const changed = vi.fn();
  const stop = onMcpToolsChanged(changed);
  await listMcpTools({ target, signal });
  await vi.waitFor(() => expect(server.seen.some(({ body }) => body.includes("subscriptions/listen"))).toBe(true));
  await vi.waitFor(() => {
    server.notify.toolsChanged();
    expect(changed).toHaveBeenCalledWith(target.key);
  });
  stop();
});

it("does not read an answer of 50 MB, as one body or as an event", async () => {
  let written = 0;
  for (const type of ["application/json", "text/event-stream"]) {
    const server = await startMcpHttpStandIn(({ response }) => {
      response.writeHead(200, { "content-type": type });
      const piece = `${type === "application/json" ? "" : "data: "}${"x".repeat(megabyte)}\n`;
      const write = () => {
        while (!response.destroyed && written++ < 50) if (!response.write(piece)) return response.once("drain", write);
        return response.end();
      };
      write();
    });
    const target = httpTarget(server.url);
    written = 0;
    const failure = { code: "mcp_failed", detail: expect.stringContaining("more than 10 MB"), mayHaveRun: true };
    await expect(callMcp({ target, tool: "any" })).rejects.toMatchObject(failure);
    expect(written).toBeLessThan(40);
    expect(factsOf(target.key)?.state).toBe("ready");
  }
});

it("counts an answer after it was unpacked", async () => {
  const packed = gzipSync(JSON.stringify({ text: "x".repeat(50 * megabyte) }));
  const server = await startMcpHttpStandIn(({ response }) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(packed);
  });
  const call = callMcp({ target: httpTarget(server.url), tool: "any" });
  await expect(call).rejects.toMatchObject({ detail: expect.stringContaining("more than 10 MB") });
});

it("reads a stream of more than 10 MB in small events", async () => {
  const server = await startMcpHttpStandIn(({ response, message }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const { progressToken } = Object(message.params?._meta);
    const note = { progressToken, progress: 1, message: "x".repeat(megabyte) };
    const event = JSON.stringify({ jsonrpc: "2.0", method: "notifications/progress", params: note });
    for (let index = 0; index < 12; index++) response.write(`data: ${event}\n\n`);
    const result = { content: [{ type: "text", text: "all of it" }] };
    response.end(`data: ${JSON.stringify({ jsonrpc: "2.0", id: message.id, result })}\n\n`);
  });
  expect(await callMcp({ target: httpTarget(server.url), tool: "any" })).toBe("all of it");
});

it("fails at once when the stream ends without the answer", async () => {
  const server = await startMcpHttpStandIn(({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(": nothing\n\n");
  });
  const call = callMcp({ target: httpTarget(server.url), tool: "any" });
  await expect(call).rejects.toMatchObject({ code: "upstream_failed", mayHaveRun: true });
  expect(server.seen.filter(({ method }) => method === "tools/call")).toHaveLength(1);
});

it("does not follow a redirect to another origin, which would take the headers along", async () => {
  const elsewhere = await startMcpHttpStandIn(({ response }) => void response.end());
  const server = await startMcpHttpStandIn(({ response }) => {
    response.writeHead(307, { location: elsewhere.url }).end();
  });
  const target = withHttp(server.url, { headers: { "x-api-key": "secret" } });
  const failure = { code: "mcp_failed", mayHaveRun: false, detail: expect.stringContaining("redirect (307)") };
  await expect(callMcp({ target, tool: "any" })).rejects.toMatchObject(failure);
  expect(elsewhere.seen).toEqual([]);
  expect(server.seen.every(({ headers }) => headers["x-api-key"] === "secret")).toBe(true);
});

it("takes a fresh access token once when one is refused, and else asks for a sign-in", async () => {
  const wwwAuthenticate = 'Bearer resource_metadata="https://as.example/meta"';
  const server = await startMcpHttpStandIn(({ request, response, message }) => {
    if (request.headers.authorization === "Bearer fresh") {
      return sayJson(response, { id: message.id, result: { content: [{ type: "text", text: "in" }] } });
    }
    response.writeHead(401, { "www-authenticate": wwwAuthenticate }).end();
  });
  const asked: (string | null)[] = [];
  const accessToken = async ({ refused }: { refused: string | null }) => {
    asked.push(refused);
    return refused === "stale" ? "fresh" : "stale";
  };
  expect(await callMcp({ target: withHttp(server.url, { accessToken }), tool: "any" })).toBe("in");
  expect(asked.filter((refused) => refused !== null)).toHaveLength(1);
  const stale = withHttp(server.url, { accessToken: async () => "stale" });
  await expect(callMcp({ target: stale, tool: "any" })).rejects.toMatchObject({
    code: "mcp_failed",
    mayHaveRun: false,
    context: { needsAuth: { status: 401, wwwAuthenticate } },
  });
});

it("tells a sign-in with too few rights apart", async () => {
  const wwwAuthenticate = 'Bearer error="insufficient_scope", scope="files:write"';
  const server = await startMcpHttpStandIn(({ response }) => {
    response.writeHead(403, { "www-authenticate": wwwAuthenticate }).end();
  });
  await expect(callMcp({ target: httpTarget(server.url), tool: "any" })).rejects.toMatchObject({
    mayHaveRun: false,
    context: { needsAuth: { status: 403, wwwAuthenticate } },
  });
});

it("says that a call may have run after a 500, and that it did not after a refused connection", async () => {
  const server = await startMcpHttpStandIn(({ response }) => void response.writeHead(500).end("oh"));
  const failing = callMcp({ target: httpTarget(server.url), tool: "any" });
  await expect(failing).rejects.toMatchObject({ code: "upstream_failed", mayHaveRun: true, context: { status: 500 } });
  const nobody = httpTarget(`http://127.0.0.1:${await freePort()}/mcp`);
  await expect(callMcp({ target: nobody, tool: "any" })).rejects.toMatchObject({
    detail: "MCP server 'peer' cannot be reached (ECONNREFUSED).",
    mayHaveRun: false,
  });
});

it("asks whether the url is right when a web page is there", async () => {
  const page = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html>");
  });
  const server = await startMcpHttpStandIn(({ request, response }) => void page.emit("request", request, response));
  const detail = "MCP server 'peer' answered with text/html, which is not MCP: is its url right?";
  const failure = { code: "mcp_failed", detail };
  await expect(callMcp({ target: httpTarget(server.url), tool: "any" })).rejects.toMatchObject(failure);
  await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
  const { port } = page.address() as AddressInfo;
  const never = callMcp({ target: httpTarget(`http://127.0.0.1:${port}/mcp`), tool: "any" });
  await expect(never).rejects.toMatchObject({ ...failure, mayHaveRun: false });
  page.close();
});

it.each(["0", "99999999999"])("does not reconnect at once to a stream that says retry: %s", async (retry) => {
  const times: number[] = [];
  const answer = ({ response, message }: Parameters<Parameters<typeof startMcpHttpStandIn>[0]>[0]) =>
    sayJson(response, { id: message.id, result: { content: [] } });
  const server = await startMcpHttpStandIn(answer, ({ response }) => {
    times.push(performance.now());
    response.writeHead(200, { "content-type": "text/event-stream" }).end(`retry: ${retry}\nid: 1\ndata: \n\n`);
  });
  const target = httpTarget(server.url);
  await callMcp({ target, tool: "any" });
  // A call that is not answered for a second tells how much time there was.
  const slow = await startMcpHttpStandIn(() => {});
  await expect(callMcp({ target: httpTarget(slow.url), tool: "any", idleTimeoutMs: 1_000 })).rejects.toThrow();
  expect(times.length).toBeGreaterThan(0);
  for (const [index, time] of times.entries())
    if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThan(240);
});

it("ends the session on the server when it is idle", async () => {
  const server = await startMcpHttpStandIn(({ response, message }) =>
    sayJson(response, { id: message.id, result: { content: [] } }),
  );
  const target = { ...httpTarget(server.url), idleMs: 30 };
  await callMcp({ target, tool: "any" });
  await vi.waitFor(() => expect(server.seen.at(-1)).toMatchObject({ http: "DELETE" }));
  expect(server.seen.at(-1)?.headers["mcp-session-id"]).toBe("one");
});
