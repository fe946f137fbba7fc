import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { connectMcp, textsOf } from "@/lib/testing/mcp-client";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";

const json = (value: unknown): StandInAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
let reply = json({});
const backend = await startFlowStandIn(() => reply);
const app = await createTestApp({ variables: { N8N_WEBHOOK_BASE: `${backend.url}/webhook/` } });
const url = await serveApp(app.handle);
const admin = await app.createKey({ rights: ["admin"] });
const client = await connectMcp({ url, key: await app.createKey(), era: "2026-07-28" });

async function bind(flow: object): Promise<void> {
  const response = await app.send({ path: "/flows", key: admin, body: { backend: "n8n", ...flow } });
  expect(response.status).toBe(201);
}

async function toolsOf(keep: (name: string) => boolean) {
  const { tools } = await client.listTools();
  return tools.filter(({ name }) => keep(name));
}

const listOf = { type: "object", properties: { items: { type: "array", minItems: 3 }, text: {} }, required: ["items"] };

const node = { type: "object", properties: { children: { type: "array", items: { $ref: "#/$defs/node" } } } };
const treeOf = (name: string) => ({
  type: "object",
  properties: { [name]: { $ref: "#/$defs/node" } },
  required: [name],
  $defs: { node },
});
const to = { type: "string", "x-mcp-header": "To" };
const withHint = { type: "object", properties: { to, "x-mcp-header": { type: "string" } } };
const withId = { type: "object", properties: { to: { $id: "https://example.com/to", type: "string" } } };

beforeAll(async () => {
  await bind({ intent: "mail.send", target: "f", input_schema: withHint });
  await bind({ intent: "mail.named", target: "g", input_schema: withId });
  await bind({
    intent: "tree.get",
    target: "h",
    effects: "read",
    input_schema: treeOf("of"),
    output_schema: treeOf("tree"),
  });
  await bind({ intent: "gmail.triage", target: "a", effects: "read", output_schema: listOf });
  await bind({ intent: "gmail.send", target: "b" });
  await bind({ intent: "crm.add_lead", target: "c" });
  await bind({ intent: "crm.add.lead", target: "d" });
  await bind({ intent: "job.get", target: "e" });
});

it("lists a flow with the hints that are known of it", async () => {
  const [send, triage] = await toolsOf((name) => name.startsWith("gmail"));
  expect(send?.annotations).toMatchObject({ readOnlyHint: false, idempotentHint: false, openWorldHint: true });
  expect(send?.annotations).not.toHaveProperty("destructiveHint");
  expect(triage?.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: true });
  expect(triage?.outputSchema?.properties).toMatchObject({ result: listOf });
});

it("gives flows that would share a name one each, and calls the one that is meant", async () => {
  const hash = (intent: string) => createHash("sha256").update(intent).digest("hex").slice(0, 8);
  const names = (await toolsOf((name) => /^(crm|job)_/.test(name))).map(({ name }) => name);
  const lead = [`crm_add_lead_${hash("crm.add.lead")}`, `crm_add_lead_${hash("crm.add_lead")}`];
  expect(names).toEqual([...lead, "job_answer", "job_cancel", "job_get", `job_get_${hash("job.get")}`].sort());
  reply = json({ ok: true });
  for (const [intent, target] of Object.entries({ "crm.add.lead": "d", "crm.add_lead": "c" })) {
    await client.callTool({ name: `crm_add_lead_${hash(intent)}`, arguments: { n: 1 } });
    expect(backend.seen.at(-1)).toMatchObject({
      url: `/webhook/${target}`,
      body: expect.stringContaining(`"${intent}"`),
    });
  }
});

it("shows a result of 100,000 characters cut, as text and as structured content", async () => {
  reply = json({ items: Array.from({ length: 200 }, () => "x".repeat(1_000)) });
  const result = await client.callTool({ name: "gmail_triage", arguments: {} });
  const { structuredContent } = result as { structuredContent: { truncated: true; result: { items: string[] } } };
  expect(structuredContent).toMatchObject({ status: "success", truncated: true });
  expect(structuredContent.result.items.length).toBeGreaterThan(50);
  const [text = "", note] = textsOf(result);
  expect(text.length).toBeLessThanOrEqual(100_000);
  expect(JSON.parse(text)).toEqual(structuredContent.result);
  expect(note).toMatch(/^Note: This was cut; GET \/jobs\/job_\w+\?full=true gives the whole\.$/);
});

it("shows what is left of a cut result apart when the tool's schema would refuse it", async () => {
  reply = json({ items: ["x".repeat(150_000), "y", "z"] });
  const result = await client.callTool({ name: "gmail_triage", arguments: {} });
  expect(result.structuredContent).toMatchObject({ truncated: true, partial_result: { items: [expect.any(String)] } });
  expect(result.structuredContent).not.toHaveProperty("result");
});

it("is no error for an old client when a text is the whole result", async () => {
  reply = json("just a text");
  const result = await client.callTool({ name: "gmail_send", arguments: { n: 1 } });
  expect(result.content).toEqual([{ type: "text", text: "just a text" }]);
});

it("says what failed behind it, without a word of the other side's", async () => {
  reply = { status: 500, body: "password=hunter2" };
  const result = await client.callTool({ name: "gmail_send", arguments: { n: 2 } });
  expect(result.isError).toBe(true);
  expect(JSON.stringify(result)).not.toContain("hunter2");
});

it("shows no schema that would have a client put arguments into headers, or that names its parts", async () => {
  const [named, sent] = await toolsOf((name) => name.startsWith("mail_"));
  expect(sent?.inputSchema.properties).toEqual({ to: { type: "string" }, "x-mcp-header": { type: "string" } });
  expect(named?.inputSchema).toEqual({ type: "object", properties: {}, description: "See GET /tools." });
});

it("moves the references of a schema to where it stands", async () => {
  reply = json({ tree: { children: [{ children: [] }] } });
  const result = await client.callTool({ name: "tree_get", arguments: { of: { children: [] } } });
  expect(result.structuredContent).toMatchObject({ result: { tree: { children: [{ children: [] }] } } });
  const [tool] = await toolsOf((name) => name === "tree_get");
  expect(tool?.inputSchema).toMatchObject({ properties: { of: { $ref: "#/$defs/node" } }, $defs: { node } });
});

it("lists what is over 500 KB in pages, each tool once", async () => {
  const text = { enum: Array.from({ length: 1_500 }, (_, i) => `a value of this field, number ${i}`) };
  const input_schema = { type: "object", properties: { text } };
  for (let i = 0; i < 12; i++) await bind({ intent: `big.flow_${i}`, target: `big-${i}`, input_schema });
  const pages = [];
  for (let cursor: string | undefined; pages.length === 0 || cursor !== undefined; ) {
    const page = await client.request({ method: "tools/list", params: { ...(cursor !== undefined && { cursor }) } });
    expect(JSON.stringify(page).length).toBeLessThan(520_000);
    pages.push(page.tools.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  expect(pages.length).toBeGreaterThan(1);
  const names = pages.flat();
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.filter((name) => name.startsWith("big_flow_"))).toHaveLength(12);
});
