import { afterEach, expect, it, vi } from "vitest";
import { callMcp } from "@/lib/testing/call-mcp";
import { freePort } from "@/lib/testing/free-port";
import { sayJson, startMcpHttpStandIn } from "@/lib/testing/mcp-http-stand-in";
import { httpTarget, stdioTarget } from "@/lib/testing/mcp-target";
import { startEverythingHttp } from "@/lib/testing/start-everything-http";
import { startModernMcp } from "@/lib/testing/start-modern-mcp";
import { closeAllMcp } from "./close-all-mcp";
import type { McpAnswer, McpQuestion } from "./mcp-call";

afterEach(() => closeAllMcp());

const accept = (name: string): McpAnswer => ({ action: "accept", content: { name } });

it("hands a question of the real everything server to the call, and the answer back", async () => {
  const ask = vi.fn(async (_question: McpQuestion) => accept("Ada"));
  const target = stdioTarget({ program: "everything" });
  expect(await callMcp({ target, tool: "trigger-elicitation-request", ask })).toContain("- Name: Ada");
  expect(ask.mock.calls[0]?.[0]).toMatchObject({ kind: "form", schema: { properties: { name: { type: "string" } } } });
});

it("hands a question about an address to the call", async () => {
  const ask = vi.fn(async (_question: McpQuestion): Promise<McpAnswer> => ({ action: "decline" }));
  const target = stdioTarget({ program: "everything" });
  const args = { url: "https://example.com/sign-in", message: "Sign in", elicitationId: "one" };
  await callMcp({ target, tool: "trigger-url-elicitation", args, ask });
  expect(ask.mock.calls).toEqual([[{ kind: "url", message: "Sign in", url: "https://example.com/sign-in" }]]);
});

it("tells two calls' questions apart by the stream on which they came", async () => {
  const server = await startEverythingHttp(await freePort());
  const target = httpTarget(server.url);
  const call = (name: string) =>
    callMcp({ target, tool: "trigger-elicitation-request", ask: async () => accept(name) });
  const [one, two] = await Promise.all([call("Ada"), call("Grace")]);
  expect(one).toContain("- Name: Ada");
  expect(two).toContain("- Name: Grace");
  await closeAllMcp();
  await server.kill();
});

it("declines a question on a shared process when several calls could have caused it", async () => {
  const target = stdioTarget({ program: "standIn" });
  const ask = vi.fn(async () => accept("Ada"));
  const controller = new AbortController();
  const other = callMcp({ target, tool: "hang", ask, signal: controller.signal }).catch(() => "given up");
  expect(await callMcp({ target, tool: "ask", args: { message: "Who?" }, ask })).toBe('{"action":"decline"}');
  controller.abort();
  expect(await other).toBe("given up");
  // The server may still be at the one that was given up, and ask for it.
  expect(await callMcp({ target, tool: "ask", args: { message: "Who?" }, ask })).toBe('{"action":"decline"}');
  expect(ask).not.toHaveBeenCalled();
});

it("asks five questions of a call at once, and declines those above", async () => {
  const target = stdioTarget({ program: "standIn" });
  const answers: ((answer: McpAnswer) => void)[] = [];
  const ask = vi.fn(() => new Promise<McpAnswer>((resolve) => answers.push(resolve)));
  const call = callMcp({ target, tool: "pester", args: { questions: 7 }, ask });
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(5));
  // The two above have been declined by the time that another call is answered.
  await callMcp({ target, tool: "echo" });
  for (const answer of answers) answer({ action: "cancel" });
  expect(await call).toBe("decline decline cancel cancel cancel cancel cancel");
  expect(ask).toHaveBeenCalledTimes(5);
});

it("ends a server that asks without end", async () => {
  const target = stdioTarget({ program: "standIn" });
  const ask = vi.fn(() => new Promise<McpAnswer>(() => {}));
  await expect(callMcp({ target, tool: "pester", args: { questions: 2_000 }, ask })).rejects.toMatchObject({
    code: "upstream_failed",
    detail: "MCP server 'peer' asks more than anybody could answer; its connection was ended.",
    mayHaveRun: true,
  });
  expect(ask).toHaveBeenCalledTimes(5);
  const quick = vi.fn(async (): Promise<McpAnswer> => ({ action: "cancel" }));
  const again = callMcp({ target, tool: "pester", args: { questions: 2_000 }, ask: quick });
  await expect(again).rejects.toMatchObject({ code: "upstream_failed" });
  expect(quick.mock.calls.length).toBeLessThanOrEqual(100);
});

it("declines what nobody could answer", async () => {
  const target = stdioTarget({ program: "standIn" });
  const ask = vi.fn(async () => accept("Ada"));
  const message = "x".repeat(2_001);
  expect(await callMcp({ target, tool: "ask", args: { message }, ask })).toBe('{"action":"decline"}');
  expect(ask).not.toHaveBeenCalled();
});

it("answers each of a 2026-07-28 server's calls with its own caller's words, and returns the state", async () => {
  const server = await startModernMcp();
  const target = httpTarget(server.url);
  const call = (who: string) =>
    callMcp({ target, tool: "ask", args: { who }, ask: async ({ message }) => accept(`${message} I am ${who}`) });
  const answers = await Promise.all([call("one"), call("two")]);
  for (const [index, who] of ["one", "two"].entries()) {
    expect(answers[index]).toContain(`${who}: `);
    expect(answers[index]).toContain(`Your name, ${who}? I am ${who}`);
  }
  const states = server.seen.map(({ body }) => JSON.parse(body).params?.requestState).filter(Boolean);
  expect(states.sort()).toEqual(["state of one", "state of two"]);
});

it("tells two calls' questions apart on one process of revision 2026-07-28", async () => {
  const target = stdioTarget({ program: "modern" });
  const call = (who: string) => callMcp({ target, tool: "ask", args: { who }, ask: async () => accept(who) });
  const answers = await Promise.all([call("one"), call("two")]);
  for (const [index, who] of ["one", "two"].entries()) expect(answers[index]).toMatch(`"content":{"name":"${who}"}`);
});

it("lets the call's time stand still while a question waits", async () => {
  const target = stdioTarget({ program: "standIn" });
  let answer: (value: McpAnswer) => void = () => {};
  const ask = () => new Promise<McpAnswer>((resolve) => (answer = resolve));
  await callMcp({ target, tool: "echo" });
  const call = callMcp({ target, tool: "ask", args: { message: "Who?" }, ask: () => wait(ask), idleTimeoutMs: 150 });
  // Longer than the call may be silent, told by another call's end.
  const wait = async (asked: () => Promise<McpAnswer>) => {
    const asking = asked();
    await expect(callMcp({ target, tool: "hang", idleTimeoutMs: 300 })).rejects.toMatchObject({ code: "timeout" });
    answer(accept("late"));
    return asking;
  };
  expect(await call).toBe('{"action":"accept","content":{"name":"late"}}');
});

it("ends a question with the call that it belongs to", async () => {
  const target = stdioTarget({ program: "standIn" });
  const controller = new AbortController();
  const ask = vi.fn(() => new Promise<McpAnswer>(() => {}));
  const call = callMcp({ target, tool: "ask", args: { message: "Who?" }, ask, signal: controller.signal });
  await vi.waitFor(() => expect(ask).toHaveBeenCalled());
  controller.abort(new Error("cancelled"));
  await expect(call).rejects.toThrow("cancelled");
});

it("sends a call again after what a 2025 server wants done at an address first", async () => {
  const elicitations = [{ mode: "url", message: "Sign in", url: "https://example.com/", elicitationId: "one" }];
  let calls = 0;
  const server = await startMcpHttpStandIn(({ response, message: { id } }) => {
    if (calls++ > 0) return sayJson(response, { id, result: { content: [{ type: "text", text: "done" }] } });
    sayJson(response, { id, error: { code: -32_042, message: "first", data: { elicitations } } });
  });
  const ask = vi.fn(async (): Promise<McpAnswer> => ({ action: "accept", content: {} }));
  expect(await callMcp({ target: httpTarget(server.url), tool: "any", ask })).toBe("done");
  expect(ask).toHaveBeenCalledOnce();
  calls = 0;
  const declined = callMcp({ target: httpTarget(server.url), tool: "any", ask: async () => ({ action: "decline" }) });
  await expect(declined).rejects.toMatchObject({ code: "mcp_failed" });
});
