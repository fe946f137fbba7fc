// The official conformance suite's client scenarios, done by our own MCP engine. The suite starts a server for each and
// puts its URL behind the command:
//   mcp-conformance.sh --client "node --import tsx e2e-mcp/conformance-client.ts"
// where mcp-conformance.sh runs `conformance client --command ... --scenario ...` (@modelcontextprotocol/conformance).
import type { JsonObject } from "@/lib/contracts/json";
import { callMcpTool } from "@/lib/engines/mcp/call-mcp-tool";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { listMcpTools } from "@/lib/engines/mcp/list-mcp-tools";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";

const url = process.argv.at(-1) ?? "";
const { signal } = new AbortController();
const target: McpTarget = {
  name: "suite",
  key: url,
  transport: { kind: "http", url, headers: {}, accessToken: null },
  era: null,
  connectTimeoutMs: 10_000,
  idleMs: 60_000,
};

const { tools, skipped } = await listMcpTools({ target, signal });
process.stdout.write(`${JSON.stringify({ tools: tools.map(({ name }) => name), skipped })}\n`);
for (const { name, inputSchema } of tools) {
  const call = { target, tool: name, args: argsFor(inputSchema), idleTimeoutMs: 20_000, signal, meta: {} };
  const answered = callMcpTool({ ...call, onProgress: () => {}, ask: async () => ({ action: "decline" }) });
  process.stdout.write(`${name}: ${JSON.stringify(await answered.catch((error) => String(error)))}\n`);
}
await closeAllMcp();

/** Something for every argument, since the suite looks at how each is sent. */
function argsFor({ properties }: JsonObject): JsonObject {
  const samples: Record<string, unknown> = { string: "text", integer: 1, number: 2, boolean: true };
  const entries = Object.entries(Object(properties)).map(([name, schema]) => [
    name,
    samples[Object(schema).type] ?? null,
  ]);
  return Object.fromEntries(entries);
}
