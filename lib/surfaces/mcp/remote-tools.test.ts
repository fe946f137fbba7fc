import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { connectMcp } from "@/lib/testing/mcp-client";
import { mcpPrograms } from "@/lib/testing/mcp-target";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";

const folder = mkdtempSync(join(tmpdir(), "mcp-remote-"));
writeFileSync(join(folder, "note.txt"), "kept on disk");
const command = process.execPath;
const variables = writeMcpConfig({
  filesystem: { command, args: [mcpPrograms.filesystem, folder], trusted: true },
  everything: { command, args: [mcpPrograms.everything] },
});
const app = await createTestApp({ variables });
const url = await serveApp(app.handle);
const key = await app.createKey();

// A listing waits for a server's first start for five seconds only; a call, longer.
beforeAll(async () => {
  const calls = [
    { intent: "mcp.filesystem.list_allowed_directories", inputs: {} },
    { intent: "mcp.everything.echo", inputs: { message: "awake" } },
  ];
  for (const body of calls) expect((await app.send({ path: "/orchestrate", key, body })).status).toBe(200);
});

afterAll(async () => {
  await closeAllMcp();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(["2025-11-25", "2026-07-28"] as const)("a client of %s", (era) => {
  it("sees the tools of other servers beside ours, and calls them", async () => {
    const client = await connectMcp({ url, key, era });
    const { tools } = await client.listTools();
    const read = tools.find(({ name }) => name === "mcp_filesystem_read_text_file");
    expect(read).toMatchObject({ annotations: { readOnlyHint: true }, inputSchema: { required: ["path"] } });
    const path = join(folder, "note.txt");
    const result = await client.callTool({ name: "mcp_filesystem_read_text_file", arguments: { path } });
    expect(result.content).toEqual([{ type: "text", text: "kept on disk" }]);
    expect(result.structuredContent).toMatchObject({
      status: "success",
      mode: "mcp",
      result: { structured_content: { content: "kept on disk" } },
    });
  });

  it("gets a picture as a picture", async () => {
    const client = await connectMcp({ url, key, era });
    const _meta = { "orchestrator/idempotency_key": `picture ${era}` };
    const { content } = await client.callTool({ name: "mcp_everything_get-tiny-image", arguments: {}, _meta });
    expect(content).toContainEqual({ type: "image", mimeType: "image/png", data: expect.stringMatching(/^iVBOR/) });
  });

  it("is told what a remote tool asks, and answers it", async () => {
    const client = await connectMcp({ url, key, era });
    const _meta = { "orchestrator/idempotency_key": `question ${era}`, "orchestrator/wait_s": 20 };
    const name = "mcp_everything_trigger-elicitation-request";
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain(name);
    const asked = await client.callTool({ name, arguments: {}, _meta });
    const { job_id, question } = asked.structuredContent as { job_id: string; question: { id: string } };
    expect(JSON.stringify(asked.content)).toContain("call job_answer with");
    const given = { job_id, question_id: question.id, action: "decline", wait_s: 20 };
    const answered = await client.callTool({ name: "job_answer", arguments: given });
    expect(answered.structuredContent).toMatchObject({ status: "success", state: "succeeded" });
  });
});
