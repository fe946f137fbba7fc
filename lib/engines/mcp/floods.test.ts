import { Readable } from "node:stream";
import { afterEach, expect, it, vi } from "vitest";
import { callMcp } from "@/lib/testing/call-mcp";
import { startMcpHttpStandIn } from "@/lib/testing/mcp-http-stand-in";
import { httpTarget, stdioTarget } from "@/lib/testing/mcp-target";
import { closeAllMcp } from "./close-all-mcp";
import { Inflow } from "./inflow";
import { LineReader } from "./line-reader";
import { listMcpConnections } from "./list-mcp-connections";
import { PacedLines } from "./paced-lines";

afterEach(() => {
  vi.useRealTimers();
  return closeAllMcp();
});

const factsOf = (key: string) => listMcpConnections().find((facts) => facts.key === key);
/** However slow this machine is, all that comes counts as of one moment. */
const freezeClock = () => vi.useFakeTimers({ toFake: ["performance"] });
const tooMuch = {
  code: "upstream_failed",
  detail: "MCP server 'peer' sent more than anybody could read; its connection was ended.",
  mayHaveRun: true,
};

it("reads on after a message nested so deep that nobody can follow it", async () => {
  const target = stdioTarget({ program: "standIn" });
  expect(await callMcp({ target, tool: "deep" })).toBe("after the deep");
  expect(factsOf(target.key)).toMatchObject({ noiseLines: 1, restarts: 0 });
});

it("ends a server over stdio that never stops to chatter, and starts another for the next call", async () => {
  freezeClock();
  const target = stdioTarget({ program: "standIn" });
  const call = callMcp({ target, tool: "chatter", args: { ms: 15_000 }, idleTimeoutMs: 30_000 });
  await expect(call).rejects.toMatchObject(tooMuch);
  expect(await callMcp({ target, tool: "echo" })).toBe("{}");
}, 40_000);

it("ends an HTTP server whose stream of events never stops to chatter", async () => {
  const note = JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: 1 } });
  const block = `data: ${note}\n\n`.repeat(500);
  const server = await startMcpHttpStandIn(({ response, message }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let blocks = 0;
    const write = () => {
      while (!response.destroyed && blocks++ < 200) if (!response.write(block)) return response.once("drain", write);
      return response.end(`data: ${JSON.stringify({ jsonrpc: "2.0", id: message.id, result: { content: [] } })}\n\n`);
    };
    write();
  });
  freezeClock();
  await expect(callMcp({ target: httpTarget(server.url), tool: "any" })).rejects.toMatchObject(tooMuch);
}, 40_000);

it("lets others have their turn among the lines of one chunk, and reads them all", async () => {
  const stream = new Readable({ read() {} });
  const reader = new LineReader({ lineBytesMax: 100, onTooLong: () => expect.fail("none is too long") });
  let lines = 0;
  let turns = 0;
  const all = new Promise<void>((resolve) => {
    new PacedLines({ stream, reader, onLine: () => ++lines === 5_000 && resolve() });
  });
  const count = () => {
    turns++;
    if (lines < 5_000) setImmediate(count);
  };
  setImmediate(count);
  stream.push("a line\n".repeat(3_000));
  stream.push("a line\n".repeat(2_000));
  await all;
  expect(turns).toBeGreaterThanOrEqual(48);
});

it("does not hold the answers to our own requests against a server", () => {
  const inflow = new Inflow({ server: "peer", onFlood: () => expect.fail("it was asked") });
  for (let call = 0; call < 50_000; call++) {
    inflow.requested();
    inflow.heard({ messages: 1, bytes: 100 });
  }
});
