import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import { jobs } from "@/lib/db/schema";
import { mcpCatalogs } from "@/lib/db/schema-mcp";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import type { Context } from "@/lib/records/context";
import { listEvents } from "@/lib/records/jobs/list-events";
import { forgetRemembered } from "@/lib/records/remember";
import { mcpPrograms } from "@/lib/testing/mcp-target";
import { createTestContext } from "@/lib/testing/test-context";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";
import { listCallable } from "@/lib/tools/catalog";
import { cancelJob } from "./cancel-job";
import { orchestrate } from "./orchestrate";

const folder = mkdtempSync(join(tmpdir(), "mcp-calls-"));
writeFileSync(join(folder, "note.txt"), "kept on disk");
const opened = await createTestContext();

type Server = { command: string; args: string[]; [name: string]: unknown };
const server = (program: keyof typeof mcpPrograms, args: string[] = [], more: object = {}): Server => ({
  command: process.execPath,
  args: [mcpPrograms[program], ...args],
  ...more,
});

const usual = { filesystem: server("filesystem", [folder], { trusted: true }), everything: server("everything") };
const ctx = withServers(usual);

/** The same database and caller, with servers of a configuration file. */
function withServers(mcpServers: Record<string, object>, change: Partial<Context> = {}): Context {
  const env = { ...parseEnv(writeMcpConfig(mcpServers)), syncTimeoutMs: 20_000 };
  forgetRemembered(opened);
  return { ...opened, env, ...change };
}

function call(intent: string, inputs: OrchestrateRequest["inputs"], on = ctx, more: Partial<OrchestrateRequest> = {}) {
  return orchestrate(on, { intent, inputs, mode: "auto", ...more });
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it was not refused"),
    (error) => error,
  );

// A listing waits for a server's first start for five seconds only; a call, longer.
beforeAll(async () => {
  await call("mcp.filesystem.list_allowed_directories", {});
  await call("mcp.everything.echo", { message: "awake" });
});

beforeEach(() => {
  forgetGlobalState("breakers");
  forgetGlobalState("mcp-listings");
});

afterEach(() => forgetRemembered(ctx));

afterAll(async () => {
  await closeAllMcp();
  rmSync(folder, { recursive: true, force: true });
});

describe("a call", () => {
  it.each([
    ["mcp.filesystem.read_text_file", "auto"],
    ["mcp.filesystem.read_text_file", "mcp"],
    ["filesystem.read_text_file", "mcp"],
  ] as const)("of %s in mode %s reaches the server and keeps the intent's one name", async (intent, mode) => {
    const { job } = await call(intent, { path: join(folder, "note.txt") }, ctx, { mode });
    expect(job).toMatchObject({
      intent: "mcp.filesystem.read_text_file",
      mode: "mcp",
      effects: "read",
      state: "succeeded",
    });
    expect(job.result?.value).toEqual({
      content: [{ type: "text", text: "kept on disk" }],
      structured_content: { content: "kept on disk" },
    });
  });

  it("is checked against the tool's schema before anything is sent", async () => {
    const error = await refusal(call("mcp.filesystem.read_text_file", { pth: "x" }));
    expect(error).toMatchObject({ code: "invalid_inputs", errors: [{ path: "inputs.path" }] });
  });

  it("fails with the tool's own words when the tool says that it failed", async () => {
    const { job } = await call("mcp.filesystem.read_text_file", { path: "/etc/passwd" });
    expect(job).toMatchObject({ state: "failed", error: { code: "tool_failed" } });
    expect(job.error?.error).toContain("Access denied");
  });

  it("shows a picture as a file of the job", async () => {
    const { job } = await call("mcp.everything.get-tiny-image", {});
    const value = job.result?.value as { content: Record<string, unknown>[] } | undefined;
    const picture = value?.content.find(({ type }) => type === "image");
    expect(picture).toMatchObject({ mime_type: "image/png", url: expect.stringContaining(`/jobs/${job.id}/files/`) });
    expect(JSON.stringify(job.result)).not.toContain("iVBOR");
  });

  it("tells its progress as events of the job", async () => {
    const { job } = await call("mcp.everything.trigger-long-running-operation", { duration: 0.4, steps: 4 });
    expect(job.state).toBe("succeeded");
    const events = await listEvents(ctx, { jobId: job.id, afterId: 0, limit: 100 });
    expect(events.filter(({ type }) => type === "progress").length).toBeGreaterThan(0);
  });

  it("is forwarded when it is cancelled", async () => {
    const { job } = await call("mcp.everything.trigger-long-running-operation", { duration: 60, steps: 60 }, ctx, {
      wait_s: 0,
    });
    expect(await cancelJob(ctx, job.id)).toMatchObject({ state: "cancelled" });
  });
});

describe("an identical call", () => {
  it("asks a tool that says it only reads again, though its server is not trusted", async () => {
    const notes = withServers({ notes: server("filesystem", [folder]) });
    const path = join(folder, "changing.txt");
    const read = async () => (await call("mcp.notes.read_text_file", { path }, notes)).job;
    writeFileSync(path, "before");
    const first = await read();
    writeFileSync(path, "after");
    const second = await read();
    expect([first.effects, second.effects]).toEqual(["once", "once"]);
    expect(JSON.stringify(second.result)).toContain("after");
  });

  it("of a tool that changes something gets the same answer", async () => {
    const notes = withServers({ notes: server("filesystem", [folder]) });
    const inputs = { path: join(folder, "written.txt"), content: "once" };
    const first = await call("mcp.notes.write_file", inputs, notes);
    writeFileSync(inputs.path, "changed since");
    const second = await call("mcp.notes.write_file", inputs, notes);
    expect(second).toMatchObject({ isReplayed: true, job: { id: first.job.id } });
    expect(readFileSync(inputs.path, "utf8")).toBe("changed since");
  });
});

describe("what a server says", () => {
  it("does not show the credentials that it got from us", async () => {
    const secret = "a-very-secret-value";
    const env = withServers({ everything: server("everything", [], { env: { SECRET_OF_OURS: secret } }) });
    const { job } = await call("mcp.everything.get-env", {}, env);
    expect(job.state).toBe("succeeded");
    expect(JSON.stringify(job.result)).not.toContain(secret);
    expect(JSON.stringify(job.result)).toContain("[hidden]");
  });
});

describe("what a server's tools are", () => {
  it("is listed by intent, with schema and hints of a trusted server alone", async () => {
    const tools = await listCallable(ctx);
    const of = (intent: string) => tools.find((tool) => tool.intent === intent);
    expect(of("mcp.filesystem.read_text_file")).toMatchObject({ mode: "mcp", effects: "read", risk: "low" });
    expect(of("mcp.filesystem.write_file")).toMatchObject({ effects: "idempotent", risk: "destructive" });
    expect(of("mcp.everything.echo")).toMatchObject({ effects: "once", risk: "destructive" });
  });

  it("shows a key what it covers, and starts nothing for the rest", async () => {
    await closeAllMcp();
    await ctx.db.delete(mcpCatalogs);
    const narrow = withServers(usual, { actor: { ...ctx.actor, intents: ["mcp.everything.echo", "memory.*"] } });
    await call("mcp.everything.echo", { message: "narrow" }, narrow);
    const intents = (await listCallable(narrow))
      .map(({ intent }) => intent)
      .filter((intent) => intent.startsWith("mcp."));
    expect(intents).toEqual(["mcp.everything.echo"]);
    expect(await refusal(call("mcp.filesystem.read_text_file", { path: "x" }, narrow))).toMatchObject({
      code: "intent_not_found",
    });
    expect(listMcpConnections().map(({ name }) => name)).not.toContain("filesystem");
  });

  it("is known to a process that has started no server", async () => {
    await listCallable(ctx);
    await closeAllMcp();
    forgetRemembered(ctx);
    expect((await listCallable(ctx)).filter(({ mode }) => mode === "mcp").length).toBeGreaterThan(20);
    expect(listMcpConnections().filter(({ state }) => state !== "down")).toEqual([]);
  });
});

describe("a tool behind approval", () => {
  it("waits for a person where the server's rule says so", async () => {
    const careful = withServers({ everything: server("everything", [], { approval: "destructive" }) });
    const { job } = await call("mcp.everything.echo", { message: "hello" }, careful);
    expect(job.state).toBe("awaiting_approval");
  });

  it("lets a trusted server's reading tool run", async () => {
    const careful = withServers({
      filesystem: server("filesystem", [folder], { trusted: true, approval: "destructive" }),
    });
    const { job } = await call("mcp.filesystem.list_allowed_directories", {}, careful);
    expect(job.state).toBe("succeeded");
  });
});

describe("what is refused", () => {
  it.each([
    ["mcp.nowhere.x", "intent_not_found", "there is no MCP server 'nowhere'"],
    ["mcp.everything.nothing", "intent_not_found", "has no such tool"],
    ["mcp.everything", "intent_not_found", "must be mcp.<server>.<tool>"],
  ])("%s: %s", async (intent, code, text) => {
    const error = await refusal(call(intent, {}));
    expect(error.code).toBe(code);
    expect(`${error.detail} ${error.hint}`).toContain(text);
  });

  it("a server that is switched off", async () => {
    const off = withServers({ everything: server("everything", [], { disabled: true }) });
    expect(await refusal(call("mcp.everything.echo", { message: "x" }, off))).toMatchObject({ code: "not_configured" });
  });

  it("a program that is not there, without hiding the others", async () => {
    const broken = withServers({ ...usual, gone: { command: "/no/such/program" } });
    const error = await refusal(call("mcp.gone.x", {}, broken));
    expect(error).toMatchObject({ code: "mcp_failed", mayHaveRun: false });
    expect((await listCallable(broken)).map(({ intent }) => intent)).toContain("mcp.everything.echo");
  });

  it("MCP mode without a server", async () => {
    const none = withServers({});
    expect(await refusal(call("mcp.github.create_issue", {}, none))).toMatchObject({
      code: "not_configured",
      hint: expect.stringContaining("ORCHESTRATOR_MCP_CONFIG"),
    });
  });
});

it("fifty calls at once to one server share one process", async () => {
  await closeAllMcp();
  const done = await Promise.all(
    Array.from({ length: 50 }, (_, n) => call("mcp.everything.echo", { message: `number ${n}` })),
  );
  expect(done.map(({ job }) => job.state)).toEqual(Array(50).fill("succeeded"));
  const running = listMcpConnections().filter(({ name, state }) => name === "everything" && state === "ready");
  expect(running).toHaveLength(1);
  expect(await ctx.db.$count(jobs)).toBeGreaterThan(50);
});
