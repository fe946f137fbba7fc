import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { flowCall } from "@/lib/testing/flow-call";
import { startFlowStandIn, startRawStandIn } from "@/lib/testing/flow-stand-in";
import { callN8n } from "./call-n8n";
import type { FlowCall } from "./flow-call";

const headOf = (...lines: string[]) =>
  ["HTTP/1.1 200 OK", "content-type: application/json", ...lines, "", ""].join("\r\n");

async function callRaw(speak: (socket: Socket, connection: number) => void, call: Partial<FlowCall> = {}) {
  const server = await startRawStandIn(speak);
  const outcome = await callN8n(flowCall({ url: `${server.url}/webhook/x`, ...call }), { waits: true });
  return { outcome, server };
}

const unknown = { kind: "unknown", error: { code: "outcome_unknown" } };

describe("a request that has left", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["closed before an answer", (socket) => socket.end()],
    ["reset before an answer", (socket) => socket.resetAndDestroy()],
    ["closed within the header", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-ty")],
    ["closed after the header", (socket) => socket.end(headOf("content-length: 10"))],
    ["closed in the middle of the body", (socket) => socket.end(`${headOf("content-length: 10")}{"a":`)],
    [
      "reset in the middle of the body",
      (socket) => {
        socket.write(`${headOf("content-length: 10")}{"a":`, () => socket.resetAndDestroy());
      },
    ],
    ["closed between two chunks", (socket) => socket.end(`${headOf("transfer-encoding: chunked")}4\r\n{"a"\r\n`)],
    ["answered with no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
    [
      "answered with 101",
      (socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
    ],
    [
      "answered with an endless header",
      (socket) => pour(socket, "HTTP/1.1 200 OK\r\n", `x-a: ${"a".repeat(1_000)}\r\n`),
    ],
    ["answered with endless interim answers", (socket) => pour(socket, "", "HTTP/1.1 103 Early Hints\r\n\r\n")],
    [
      "answered with an endless trailer",
      (socket) => pour(socket, `${headOf("transfer-encoding: chunked")}0\r\n`, `x-a: ${"a".repeat(1_000)}\r\n`),
    ],
  ])("has an unknown outcome when it is %s, and is sent once", async (_what, speak) => {
    const { outcome, server } = await callRaw(speak, { timeoutMs: 1_500 });
    expect(outcome).toMatchObject(unknown);
    expect(server.connections).toBe(1);
  });

  it.each<[string, (socket: Socket) => void]>([
    ["never", () => {}],
    ["by a header alone", (socket) => socket.write(headOf("content-length: 10"))],
    ["byte by byte", (socket) => drip(socket)],
  ])("has an unknown outcome when it is answered %s within its time", async (_what, speak) => {
    const startedMs = performance.now();
    const { outcome } = await callRaw(speak, { timeoutMs: 300 });
    expect(outcome).toMatchObject({ ...unknown, error: { detail: expect.stringMatching(/did not answer in time/) } });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it("counts the status of a failure, however much of its body comes", async () => {
    const head = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 100\r\n\r\n<html>";
    for (const speak of [(socket: Socket) => socket.end(head), (socket: Socket) => socket.write(head)]) {
      const { outcome } = await callRaw(speak, { timeoutMs: 300 });
      expect(outcome).toMatchObject({ kind: "retry", error: { detail: "n8n is not available (502)." } });
    }
  });

  it("is unknown when its caller stops it, with the caller's reason", async () => {
    const stop = new AbortController();
    const reason = new Error("cancelled by its owner");
    const { outcome } = await callRaw(() => stop.abort(reason), { signal: stop.signal });
    expect(outcome).toMatchObject({ ...unknown, error: { cause: reason } });
  });
});

describe("a request that never left", () => {
  it.each([
    ["a port where nobody listens", "http://127.0.0.1:1/webhook/x", "the connection was refused"],
    ["a name that nobody knows", "http://n8n.invalid/webhook/x", "its name is not known"],
  ])("is tried again: %s", async (_what, url, reason) => {
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({
      kind: "retry",
      mayHaveRun: false,
      error: { code: "upstream_failed", detail: `n8n could not be reached: ${reason}.` },
    });
  });

  it("is tried again when the TLS handshake fails", async () => {
    const plain = await startRawStandIn((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const url = plain.url.replace("http:", "https:");
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({ kind: "retry", mayHaveRun: false });
  });

  it("is tried again when the handshake takes all of its time", async () => {
    const silent = await startRawStandIn(() => {});
    const url = silent.url.replace("http:", "https:");
    expect(await callN8n(flowCall({ url, timeoutMs: 200 }), { waits: true })).toMatchObject({
      kind: "retry",
      mayHaveRun: false,
      error: { code: "timeout" },
    });
  });

  it.each(["ftp://127.0.0.1/x", "no address"])("fails for good with the address %s", async (url) => {
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({ kind: "failed", mayHaveRun: false });
  });

  it("throws its caller's reason when that stops it", async () => {
    const silent = await startRawStandIn(() => stop.abort(reason));
    const stop = new AbortController();
    const reason = new Error("cancelled by its owner");
    const url = silent.url.replace("http:", "https:");
    await expect(callN8n(flowCall({ url, signal: stop.signal }), { waits: true })).rejects.toBe(reason);
    await expect(callN8n(flowCall({ url, signal: AbortSignal.abort(reason) }), { waits: true })).rejects.toBe(reason);
  });
});

describe("an answer that is too much", () => {
  const tooLong = {
    kind: "failed",
    mayHaveRun: true,
    error: { detail: expect.stringMatching(/longer than the 5 MB/) },
  };

  it("is not read when its length is told to be 20 MB", async () => {
    const { outcome } = await callRaw((socket) => socket.write(headOf("content-length: 20971520")));
    expect(outcome).toMatchObject(tooLong);
  });

  it("is cut off within 20 MB of chunks", async () => {
    let written = 0;
    const { url } = await startFlowStandIn(() => (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = "x".repeat(64 * 1024);
      const more = () => {
        while (written < 20 * 1024 * 1024 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
      };
      more();
    });
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject(tooLong);
    expect(written).toBeLessThan(20 * 1024 * 1024);
  });

  it("may be 5 MB", async () => {
    const body = JSON.stringify("x".repeat(5 * 1024 * 1024 - 2));
    const { url } = await startFlowStandIn(() => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body,
    }));
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({ kind: "succeeded" });
  });

  it("is read for its status alone when that is a failure", async () => {
    const { url } = await startFlowStandIn(() => ({ status: 502, body: "x".repeat(20 * 1024 * 1024) }));
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({ kind: "retry", mayHaveRun: true });
  });

  it.each(["gzip", "br", "gzip, gzip", "x-unheard-of"])("is not unpacked when it comes as %s", async (encoding) => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    const { url } = await startFlowStandIn(() => ({ status: 200, headers, body: bomb }));
    expect(await callN8n(flowCall({ url }), { waits: true })).toMatchObject({
      kind: "failed",
      mayHaveRun: true,
      error: { detail: expect.stringMatching(/compressed/) },
    });
  });
});

it("follows no redirect", async () => {
  const second = await startFlowStandIn(() => ({ status: 200, body: "{}" }));
  const first = await startFlowStandIn(() => ({ status: 307, headers: { location: second.url } }));
  expect(await callN8n(flowCall({ url: first.url }), { waits: true })).toMatchObject({ kind: "failed" });
  expect(second.seen).toEqual([]);
});

describe("connections", () => {
  const ok = () => ({ status: 200, headers: { "content-type": "application/json" }, body: "{}" });

  it("are used again", async () => {
    const { url, connections, seen } = await startFlowStandIn(ok);
    for (const _ of [1, 2, 3]) {
      await callN8n(flowCall({ url }), { waits: true });
      await turn();
    }
    expect([connections.length, seen.length]).toEqual([1, 3]);
  });

  it("that close as they are used again leave the outcome unknown, and the request is not repeated", async () => {
    const server = await startRawStandIn((socket) => {
      if (server.requests === 1) socket.write(`${headOf("content-length: 2", "keep-alive: timeout=5")}{}`);
      else socket.resetAndDestroy();
    });
    const call = () => callN8n(flowCall({ url: server.url }), { waits: true });
    expect(await call()).toMatchObject({ kind: "succeeded" });
    await turn();
    expect(await call()).toMatchObject(unknown);
    expect([server.connections, server.requests]).toEqual([1, 2]);
  });

  it("are given up at 3 s, before n8n gives them up at 5 s", async () => {
    const { url, connections } = await startFlowStandIn(ok);
    await callN8n(flowCall({ url }), { waits: true });
    const startedMs = performance.now();
    await new Promise((resolve) => connections[0]?.once("close", resolve));
    expect(performance.now() - startedMs).toBeLessThan(4_500);
  });

  it("carry 250 flows at once, each on its own", async () => {
    let inFlight = 0;
    const waiting: (() => void)[] = [];
    const { url, connections } = await startFlowStandIn(() => (response) => {
      waiting.push(() => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
      if (++inFlight === 250) for (const answer of waiting) answer();
    });
    const ends = await Promise.all(Array.from({ length: 250 }, () => callN8n(flowCall({ url }), { waits: true })));
    expect(ends.every(({ kind }) => kind === "succeeded")).toBe(true);
    expect(connections.length).toBe(250);
  });
});

/** Writes as fast as it is read, and never ends. */
function pour(socket: Socket, first: string, more: string): void {
  const next = () => {
    while (!socket.destroyed && socket.write(more));
    if (!socket.destroyed) socket.once("drain", next);
  };
  socket.write(first);
  next();
}

/** A byte of a long answer at each turn of the timers. */
function drip(socket: Socket): void {
  socket.write(headOf("content-length: 1000000"));
  const timer = setInterval(() => socket.write("x"), 20);
  socket.once("close", () => clearInterval(timer));
}
