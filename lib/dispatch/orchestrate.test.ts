import { expect, it } from "vitest";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { jobs } from "@/lib/db/schema";
import { createTestContext } from "@/lib/testing/test-context";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();

function call(request: Partial<OrchestrateRequest> & { intent: string }, on = ctx) {
  return orchestrate(on, { inputs: {}, mode: "auto", ...request });
}

it.each(["auto", "agent"] as const)("runs an in-process tool in mode %s and records its job", async (mode) => {
  const { job } = await call({ intent: "memory.write", inputs: { text: `Hello ${mode}` }, mode });
  expect(job).toMatchObject({ state: "succeeded", mode: "agent", result: { value: { status: "stored" } } });
  const rows = await ctx.db.select().from(jobs);
  expect(rows.find((row) => row.id === job.id)).toEqual(job);
});

it("answers for an unknown intent with the seed's words and what there is", async () => {
  await expect(call({ intent: "xyz" })).rejects.toMatchObject({
    code: "intent_not_found",
    detail: expect.stringMatching(
      /^Intent 'xyz' not found\. Available: \[memory\.delete, memory\.get, .*system\.whoami\]$/,
    ),
  });
});

it("lists as available only what the caller may use", async () => {
  const narrow = { ...ctx, actor: { ...ctx.actor, intents: ["system.*"] } };
  await expect(call({ intent: "xyz" }, narrow)).rejects.toMatchObject({
    detail: "Intent 'xyz' not found. Available: [system.wait, system.whoami]",
  });
});

it.each([
  ["gmail.triage", "auto"],
  ["slack.summarize", "auto"],
  ["calendar.schedule", "auto"],
  ["reports.build", "flow"],
] as const)("says for %s in mode %s which variable turns flows on", async (intent, mode) => {
  await expect(call({ intent, mode })).rejects.toMatchObject({
    code: "not_configured",
    hint: expect.stringContaining("N8N_WEBHOOK_BASE"),
  });
});

it.each([
  ["mcp.github.create_issue", "auto"],
  ["reports.build", "mcp"],
] as const)("says for %s in mode %s that no MCP server is configured", async (intent, mode) => {
  await expect(call({ intent, mode })).rejects.toMatchObject({
    code: "not_configured",
    hint: expect.stringContaining("ORCHESTRATOR_MCP_CONFIG"),
  });
});

it("sends a flow's intent to no tool when mode is agent", async () => {
  await expect(call({ intent: "gmail.triage", mode: "agent" })).rejects.toMatchObject({ code: "intent_not_found" });
});

it("refuses an intent that the caller's key does not cover", async () => {
  const narrow = { ...ctx, actor: { ...ctx.actor, intents: ["memory.search"] } };
  await expect(call({ intent: "memory.write", inputs: { text: "x" } }, narrow)).rejects.toMatchObject({
    code: "forbidden",
    hint: expect.stringContaining("memory.search"),
  });
});

it("names each input that is wrong, before anything is written", async () => {
  const before = await ctx.db.$count(jobs);
  await expect(
    call({ intent: "memory.write", inputs: { text: 5, tags: ["ok", ""], colour: "red" } }),
  ).rejects.toMatchObject({
    code: "invalid_inputs",
    errors: [
      { path: "inputs.colour", message: "is not a known field" },
      { path: "inputs.text", message: "must be text" },
      { path: "inputs.tags[1]", message: "must not be empty" },
    ],
  });
  expect(await ctx.db.$count(jobs)).toBe(before);
});

it("keeps context and callback_url on the job", async () => {
  const context = { user_id: "user_123", session_id: "sess_abc" };
  const { job } = await call({ intent: "system.whoami", context, callback_url: "https://example.com/webhook" });
  expect(job).toMatchObject({ context, callbackUrl: "https://example.com/webhook" });
});

it("gives a failed tool's reason on its job", async () => {
  const { job } = await call({ intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  expect(job).toMatchObject({ state: "failed", error: { code: "memory_not_found" }, result: null });
});
