import { describe, expect, it } from "vitest";
import { SuccessEnvelope } from "@/lib/contracts/envelope";
import { connectMcp, textsOf } from "@/lib/testing/mcp-client";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { listTools } from "@/lib/tools/registry";
import { version } from "@/package.json";

const app = await createTestApp({ variables: { ORCHESTRATOR_APPROVAL_RULES: "memory.delete" } });
const url = await serveApp(app.handle);
const key = await app.createKey();

describe.each(["2025-11-25", "2026-07-28"] as const)("a client of %s", (era) => {
  const client = connectMcp({ url, key, era });

  it("is told who answers, and how to use it", async () => {
    const connected = await client;
    expect(connected.getNegotiatedProtocolVersion()).toBe(era);
    expect(connected.getServerVersion()).toMatchObject({ name: "orchestrator", title: "Orchestrator", version });
    expect(connected.getInstructions()).toContain("job_get");
    expect(connected.getServerCapabilities()).toEqual({ tools: {} });
  });

  it("sees every intent as a tool, and those of jobs", async () => {
    const { tools } = await (await client).listTools();
    const names = [
      ...listTools().map(({ intent }) => intent.replaceAll(".", "_")),
      "job_answer",
      "job_cancel",
      "job_get",
    ];
    expect(tools.map(({ name }) => name)).toEqual(names.sort());
    for (const { inputSchema, outputSchema, description } of tools) {
      expect(inputSchema.type).toBe("object");
      expect(outputSchema).toMatchObject({ type: "object", required: ["status"] });
      expect(description?.length).toBeGreaterThan(20);
    }
  });

  it("is told of each tool what is true", async () => {
    const { tools } = await (await client).listTools();
    const hintsOf = (name: string) => tools.find((tool) => tool.name === name)?.annotations;
    const hints = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
    expect(hintsOf("memory_search")).toMatchObject(hints);
    expect(hintsOf("memory_write")).toMatchObject({ ...hints, readOnlyHint: false });
    expect(hintsOf("memory_delete")).toMatchObject({ readOnlyHint: false, destructiveHint: true });
    expect(hintsOf("ssh_exec_peek")).toMatchObject({ ...hints, openWorldHint: true });
    expect(hintsOf("ssh_exec")).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    });
    expect(hintsOf("job_get")).toMatchObject(hints);
    expect(hintsOf("job_cancel")).toMatchObject({ readOnlyHint: false, destructiveHint: true });
    const waits = tools
      .filter(({ description }) => description?.includes("It may wait for a person"))
      .map(({ name }) => name);
    expect(waits).toEqual(["memory_delete", "ssh_exec"]);
  });

  it("gets a result as text and as the envelope", async () => {
    const text = `Hello from ${era}`;
    const result = await (await client).callTool({ name: "memory_write", arguments: { text } });
    const envelope = SuccessEnvelope.parse(result.structuredContent);
    expect(result.isError).toBeUndefined();
    expect(envelope).toMatchObject({ mode: "agent", result: { status: "stored" } });
    expect(result.content).toEqual([{ type: "text", text: JSON.stringify(envelope.result) }]);
  });

  it("is told which fields do not fit", async () => {
    const result = await (await client).callTool({ name: "memory_write", arguments: { txt: "x" } });
    expect(result).toMatchObject({
      isError: true,
      structuredContent: {
        status: "error",
        code: "invalid_inputs",
        errors: [{ path: "inputs.txt" }, { path: "inputs.text" }],
      },
    });
    const [text] = textsOf(result);
    expect(text).toMatch(
      /^The inputs of 'memory.write' are not valid: .* For example: .*\(invalid_inputs, request req_/,
    );
    expect(text).toContain("- inputs.text: is missing");
  });

  it("is told of a failed job why, and which", async () => {
    const item_id = `mem_${"0".repeat(26)}`;
    const result = await (await client).callTool({ name: "memory_get", arguments: { item_id } });
    expect(result).toMatchObject({ isError: true, structuredContent: { code: "memory_not_found" } });
    const { job_id } = result.structuredContent as { job_id: string };
    const polled = await (await client).callTool({ name: "job_get", arguments: { job_id } });
    expect(polled).toMatchObject({ isError: true, structuredContent: { state: "failed", code: "memory_not_found" } });
  });

  it("gets -32602 for a tool that there is not, or that is not its own", async () => {
    const narrow = await connectMcp({ url, key: await app.createKey({ intents: ["memory.search"] }), era });
    const { tools } = await narrow.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["job_answer", "job_cancel", "job_get", "memory_search"]);
    const messages = [];
    for (const name of ["memory_write", "no_such_tool", "constructor", "memory.search"]) {
      const error = await narrow.callTool({ name, arguments: { text: "x" } }).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: -32602 });
      messages.push(error.message.replace(name, "NAME"));
    }
    expect(new Set(messages).size).toBe(1);
  });

  it("is shown where a person must decide, and then what came of it", async () => {
    const connected = await client;
    const asked = await connected.callTool({ name: "memory_delete", arguments: { item_id: `mem_${"1".repeat(26)}` } });
    expect(asked).toMatchObject({
      structuredContent: { status: "accepted", approval: { id: expect.stringMatching(/^apr_/) } },
    });
    const { job_id, approval } = asked.structuredContent as {
      job_id: string;
      approval: { url: string; expires_at: string };
    };
    const [text] = textsOf(asked);
    expect(text).toContain(`waits for a person until ${approval.expires_at}, at ${approval.url}. Tell the user`);
    const polled = await connected.callTool({ name: "job_get", arguments: { job_id } });
    expect(polled.structuredContent).toMatchObject({ state: "awaiting_approval", approval: { url: approval.url } });
    const cancelled = await connected.callTool({ name: "job_cancel", arguments: { job_id } });
    expect(cancelled).toMatchObject({ isError: false, structuredContent: { state: "cancelled", code: "cancelled" } });
    const again = await connected.callTool({ name: "job_cancel", arguments: { job_id } });
    expect(again).toMatchObject({ isError: true, structuredContent: { code: "job_finished" } });
  });

  it("shows a dry run as one, within the schema that was told", async () => {
    const result = await (await client).callTool({ name: "ssh_exec", arguments: { host: "web-1", command: "uptime" } });
    expect(result).toMatchObject({ structuredContent: { dry_run: true, result: { dry_run: true } } });
    expect(result.content).toMatchObject([{}, { text: "Note: Set confirm_dangerous=true" }]);
  });

  it("gets what it says of the call itself heeded, and refused where it is not valid", async () => {
    const connected = await client;
    const _meta = {
      "orchestrator/idempotency_key": `key of ${era}`,
      "orchestrator/context": { user_id: "u1" },
      "orchestrator/other": 1,
    };
    const call = { name: "memory_write", arguments: { text: `keyed ${era}` }, _meta };
    const first = await connected.callTool(call);
    expect((await connected.callTool(call)).structuredContent).toEqual(first.structuredContent);
    const { job_id } = first.structuredContent as { job_id: string };
    const polled = await connected.callTool({ name: "job_get", arguments: { job_id } });
    expect(polled.structuredContent).toMatchObject({ context: { user_id: "u1" } });
    const other = await connected.callTool({ ...call, arguments: { text: "other" } });
    expect(other).toMatchObject({ isError: true, structuredContent: { code: "idempotency_conflict" } });
    const refused = connected.callTool({ ...call, _meta: { "orchestrator/wait_s": 41 } });
    await expect(refused).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining("orchestrator/wait_s"),
    });
  });

  it("shows nobody the jobs of another", async () => {
    const other = await connectMcp({ url, key: await app.createKey(), era });
    const own = await (await client).callTool({ name: "system_whoami", arguments: {} });
    const { job_id } = own.structuredContent as { job_id: string };
    for (const name of ["job_get", "job_cancel"]) {
      const result = await other.callTool({ name, arguments: { job_id } });
      expect(result).toMatchObject({ isError: true, structuredContent: { code: "job_not_found" } });
    }
  });
});
