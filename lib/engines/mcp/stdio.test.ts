import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { callMcp } from "@/lib/testing/call-mcp";
import { isAlive } from "@/lib/testing/is-alive";
import { stdioTarget } from "@/lib/testing/mcp-target";
import { callMcpTool } from "./call-mcp-tool";
import { closeAllMcp } from "./close-all-mcp";
import { closeMcpConnection } from "./close-mcp-connection";
import { listMcpConnections } from "./list-mcp-connections";
import { listMcpTools } from "./list-mcp-tools";
import { onMcpToolsChanged } from "./on-mcp-tools-changed";

const { signal } = new AbortController();

afterEach(() => closeAllMcp());

const factsOf = (key: string) => listMcpConnections().find((facts) => facts.key === key);

it("lists the tools of the real everything server and remembers its revision", async () => {
  const listing = await listMcpTools({ target: stdioTarget({ program: "everything" }), signal });
  expect(listing.tools.map(({ name }) => name)).toContain("echo");
  expect(listing).toMatchObject({ era: { kind: "legacy" }, protocolVersion: "2025-11-25", ttlMs: null });
  // It can only be run as a task, which is not spoken here.
  expect(listing.skipped).toEqual([{ name: "simulate-research-query", reason: "it can only be run as a task" }]);
});

it("negotiates 2026-07-28 with a process", async () => {
  const target = stdioTarget({ program: "modern" });
  expect(await listMcpTools({ target, signal })).toMatchObject({
    protocolVersion: "2026-07-28",
    era: { kind: "modern" },
  });
  expect(await callMcp({ target, tool: "echo", args: { text: "a" } })).toBe("echo a");
  expect(factsOf(target.key)).toMatchObject({ restarts: 0, stderr: [] });
});

it("reads a file through the real filesystem server and keeps its structured content", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mcp-"));
  await writeFile(join(folder, "note.txt"), "from the disk");
  const target = stdioTarget({ program: "filesystem", args: [folder] });
  const input = { target, tool: "read_text_file", args: { path: join(folder, "note.txt") } };
  const asked = {
    idleTimeoutMs: 5_000,
    signal,
    onProgress: () => {},
    ask: async () => ({ action: "cancel" }) as const,
  };
  expect(await callMcpTool({ ...input, ...asked, meta: {} })).toEqual({
    content: [{ type: "text", text: "from the disk" }],
    structuredContent: { content: "from the disk" },
    isError: false,
  });
});

it("returns what a tool itself calls an error", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mcp-"));
  const target = stdioTarget({ program: "filesystem", args: [folder] });
  const asked = {
    idleTimeoutMs: 5_000,
    signal,
    onProgress: () => {},
    ask: async () => ({ action: "cancel" }) as const,
  };
  const outside = { tool: "read_text_file", args: { path: "/etc/passwd" } };
  expect(await callMcpTool({ target, ...outside, ...asked, meta: {} })).toMatchObject({ isError: true });
});

it("gives the real memory server its environment, and lets it finish its file before it ends", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "mcp-")), "memory.jsonl");
  const target = stdioTarget({ program: "memory", env: { MEMORY_FILE_PATH: file } });
  const entities = [{ name: "Ada", entityType: "person", observations: ["counts"] }];
  await callMcp({ target, tool: "create_entities", args: { entities } });
  await closeMcpConnection(target.key);
  expect(await readFile(file, "utf8")).toContain("Ada");
});

it("shares one process among 50 parallel first calls", async () => {
  const target = stdioTarget({ program: "everything" });
  const calls = Array.from({ length: 50 }, (_, index) => `call ${index}`);
  const answers = await Promise.all(calls.map((message) => callMcp({ target, tool: "echo", args: { message } })));
  expect(answers).toEqual(calls.map((message) => `Echo: ${message}`));
  expect(factsOf(target.key)).toMatchObject({ state: "ready", restarts: 0, inFlight: 0 });
});

it("gives a server none of our own environment", async () => {
  vi.stubEnv("ORCHESTRATOR_SECRET_KEY", "never to be seen");
  const target = stdioTarget({ program: "everything", env: { GIVEN: "this one" } });
  const env = JSON.parse(await callMcp({ target, tool: "get-env" }));
  vi.unstubAllEnvs();
  expect(env).toMatchObject({ GIVEN: "this one", PATH: process.env.PATH });
  expect(Object.keys(env).sort()).toEqual(
    [...["HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER"].filter((name) => name in process.env), "GIVEN"].sort(),
  );
});

it("stops an idle server and starts it again for the next call", async () => {
  const target = stdioTarget({ program: "standIn" }, { idleMs: 50 });
  await callMcp({ target, tool: "echo" });
  const pid = factsOf(target.key)?.pid ?? 0;
  await vi.waitFor(() => expect(factsOf(target.key)).toMatchObject({ state: "down", pid: null, lastError: null }));
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
  expect(await callMcp({ target, tool: "echo", args: { on: 1 } })).toBe('{"on":1}');
});

it("fails the calls under way at once when the process dies, and starts another for the next", async () => {
  const target = stdioTarget({ program: "standIn" });
  const hanging = callMcp({ target, tool: "hang" });
  const dying = callMcp({ target, tool: "die" });
  const failure = {
    code: "upstream_failed",
    detail: "The process of MCP server 'peer' ended (exit code 7).",
    hint: expect.stringMatching(/^Whether the call took effect is not known\. Operators: /),
    mayHaveRun: true,
    context: { stderr: ["about to die"] },
  };
  await expect(hanging).rejects.toMatchObject(failure);
  await expect(dying).rejects.toMatchObject(failure);
  expect(await callMcp({ target, tool: "echo" })).toBe("{}");
  expect(factsOf(target.key)).toMatchObject({ restarts: 1, state: "ready" });
});

it("leaves a server alone for a while that keeps dying at its start, and shows its last words", async () => {
  const target = stdioTarget({ program: "standIn", args: ["die"] });
  const failure = { code: "upstream_failed", mayHaveRun: false };
  const hint = expect.stringMatching(/^Operators: /);
  const died = { ...failure, hint, detail: "The process of MCP server 'peer' ended (exit code 3)." };
  await expect(callMcp({ target, tool: "echo" })).rejects.toMatchObject(died);
  await expect(callMcp({ target, tool: "echo" })).rejects.toMatchObject(died);
  await expect(callMcp({ target, tool: "echo" })).rejects.toMatchObject({ ...failure, retryAfterS: 1 });
  expect(factsOf(target.key)).toMatchObject({ state: "down", stderr: ["no licence"], lastError: died.detail });
});

it("shows in a server's last words none of the secrets that it was given", async () => {
  const target = stdioTarget({ program: "standIn", args: ["die"] });
  const env = { ...(target.transport as { env: Record<string, string> }).env, API_TOKEN: "licence" };
  const told = { ...target, transport: { ...target.transport, env } as typeof target.transport };
  await expect(callMcp({ target: told, tool: "echo" })).rejects.toMatchObject({ code: "upstream_failed" });
  // Its last words come by another pipe than its end.
  await expect.poll(() => factsOf(told.key)?.stderr).toHaveLength(1);
  expect(factsOf(told.key)?.stderr?.[0]).toMatch(/^no (?!licence)/);
});

it("says so when the program is not there", async () => {
  const transport = { kind: "stdio" as const, command: "/nowhere/mcp", args: [], env: {}, cwd: null };
  const target = stdioTarget({ program: "standIn" }, { transport });
  await expect(callMcp({ target, tool: "echo" })).rejects.toMatchObject({
    code: "mcp_failed",
    detail: "MCP server 'peer' cannot be started: the command '/nowhere/mcp' cannot be run (ENOENT).",
    mayHaveRun: false,
  });
  const lost = stdioTarget({ program: "standIn" });
  const elsewhere = { ...lost, transport: { ...lost.transport, cwd: "/nowhere" } as typeof lost.transport };
  await expect(callMcp({ target: elsewhere, tool: "echo" })).rejects.toMatchObject({
    code: "mcp_failed",
    detail: "MCP server 'peer' cannot be started: its cwd does not exist (ENOENT).",
  });
});

it("gives up a server that is never ready, and ends its process", async () => {
  const target = stdioTarget({ program: "standIn", args: ["hang"] }, { connectTimeoutMs: 600 });
  await expect(callMcp({ target, tool: "echo" })).rejects.toMatchObject({ code: "timeout", mayHaveRun: false });
  expect(factsOf(target.key)).toMatchObject({ state: "down", pid: null });
});

it("speaks the older revision to a server that ends at the sight of the newer", async () => {
  const target = stdioTarget({ program: "standIn", args: ["die-at-probe"] });
  expect(await callMcp({ target, tool: "echo" })).toBe("{}");
});

it("reads over what is no message on standard output", async () => {
  const target = stdioTarget({ program: "standIn" });
  expect(await callMcp({ target, tool: "noise" })).toBe("after the noise");
  expect(factsOf(target.key)).toMatchObject({ noiseLines: 2 });
});

it("does not read an answer of 50 MB", async () => {
  const target = stdioTarget({ program: "standIn" });
  await callMcp({ target, tool: "echo" });
  const before = process.memoryUsage().rss;
  const failure = { code: "mcp_failed", detail: expect.stringContaining("more than 10 MB"), mayHaveRun: true };
  await expect(callMcp({ target, tool: "huge", args: { bytes: 50 * 1024 * 1024 } })).rejects.toMatchObject(failure);
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
  expect(await callMcp({ target, tool: "echo" })).toBe("{}");
});

it("takes an answer of 9 MB", async () => {
  const target = stdioTarget({ program: "standIn" });
  expect(await callMcp({ target, tool: "huge", args: { bytes: 9 * 1024 * 1024 } })).toHaveLength(9 * 1024 * 1024);
});

it("is not held up by a flood on standard error, of which it keeps the end", async () => {
  const target = stdioTarget({ program: "standIn" });
  expect(await callMcp({ target, tool: "flood" })).toBe("flooded");
  // 16 KB are 81 of these lines and the end of another.
  const lines = () => factsOf(target.key)?.stderr ?? [];
  await vi.waitFor(() => expect(lines().at(-1)).toBe("e".repeat(200)));
  expect(lines().length).toBeLessThanOrEqual(82);
  expect(lines().join("\n").length).toBeLessThanOrEqual(16 * 1024);
});

it("ends what a server itself has started, though it will not listen", async () => {
  const target = stdioTarget({ program: "standIn" });
  const grandchild = Number(await callMcp({ target, tool: "grandchild" }));
  expect(isAlive(grandchild)).toBe(true);
  await closeMcpConnection(target.key);
  expect(isAlive(grandchild)).toBe(false);
});

it("ends a server behind a wrapper such as npx, with all below it", async () => {
  const wrap = "require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: 'inherit' })";
  const { transport } = stdioTarget({ program: "standIn" });
  const args = "args" in transport ? ["-e", wrap, ...transport.args] : [];
  const target = stdioTarget({ program: "standIn" }, { transport: { ...transport, args } as typeof transport });
  const below = Number(await callMcp({ target, tool: "grandchild" }));
  await closeMcpConnection(target.key);
  expect(isAlive(below)).toBe(false);
});

it("kills a server that will not leave", async () => {
  const target = stdioTarget({ program: "standIn", args: ["stubborn"] });
  await callMcp({ target, tool: "echo" });
  const pid = factsOf(target.key)?.pid ?? 0;
  await closeMcpConnection(target.key);
  expect(isAlive(pid)).toBe(false);
});

it("tells the server when a call is given up", async () => {
  const target = stdioTarget({ program: "standIn" });
  const controller = new AbortController();
  const call = callMcp({ target, tool: "hang", signal: controller.signal });
  await vi.waitFor(() => expect(factsOf(target.key)?.state).toBe("ready"));
  controller.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
  const seen = JSON.parse(await callMcp({ target, tool: "seen" }));
  expect(seen).toContain("notifications/cancelled");
});

it("tells the server when a call's time is over", async () => {
  const target = stdioTarget({ program: "standIn" });
  const call = callMcp({ target, tool: "hang", idleTimeoutMs: 100 });
  await expect(call).rejects.toMatchObject({ code: "timeout", mayHaveRun: true });
  expect(JSON.parse(await callMcp({ target, tool: "seen" }))).toContain("notifications/cancelled");
});

it("lets progress put off the end, up to the longest time", async () => {
  const target = stdioTarget({ program: "everything" });
  const progress: (number | null)[] = [];
  const input = { target, tool: "trigger-long-running-operation", idleTimeoutMs: 700 };
  const onProgress = ({ fraction }: { fraction: number | null }) => progress.push(fraction);
  const done = callMcp({ ...input, args: { duration: 1.2, steps: 4 }, timeoutMaxMs: 5_000, onProgress });
  await expect(done).resolves.toContain("completed");
  expect(progress.slice(0, 3)).toEqual([0.25, 0.5, 0.75]);
  const late = callMcp({ ...input, args: { duration: 3, steps: 10 }, timeoutMaxMs: 1_000 });
  await expect(late).rejects.toMatchObject({ code: "timeout" });
});

it("shows the server's words for refused arguments as such, with nothing hidden in them and no secret", async () => {
  const target = stdioTarget({ program: "standIn", env: { STAND_IN_KEY: "hunter2-hunter2" } });
  await expect(callMcp({ target, tool: "refuse" })).rejects.toMatchObject({
    code: "mcp_failed",
    detail: `MCP server 'peer' refused the tool or its arguments. It says: "bad\\u{202e} arguments [hidden]"`,
    mayHaveRun: true,
  });
});

it("tells once that a server's tools changed, while a call runs", async () => {
  const target = stdioTarget({ program: "standIn" });
  const changed = vi.fn();
  const stop = onMcpToolsChanged(changed);
  const hanging = callMcp({ target, tool: "hang", idleTimeoutMs: 5_000 }).catch(() => "ended");
  await callMcp({ target, tool: "grow" });
  await callMcp({ target, tool: "grow" });
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  stop();
  expect(changed.mock.calls).toEqual([[target.key]]);
  const { tools } = await listMcpTools({ target, signal });
  expect(tools.map(({ name }) => name)).toContain("grown");
  await closeMcpConnection(target.key);
  expect(await hanging).toBe("ended");
});

it("asks nobody once it is closed, and starts nothing", async () => {
  const target = stdioTarget({ program: "standIn" });
  const starting = callMcp({ target, tool: "echo" });
  const closed = closeMcpConnection(target.key);
  await expect(starting).rejects.toMatchObject({ code: "shutting_down", mayHaveRun: false });
  await closed;
});
