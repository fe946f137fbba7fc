import { fromJsonSchema, inputRequired, inputResponse, McpServer } from "@modelcontextprotocol/server";

const schema = (properties: Record<string, object>) =>
  fromJsonSchema<Record<string, string>>({ type: "object", properties });
const say = (text: string) => ({ content: [{ type: "text" as const, text }] });

/** A server by the official SDK, of revision 2026-07-28; notes the calls that were cancelled. */
export function modernMcpServer(aborted: string[]): McpServer {
  const server = new McpServer({ name: "modern", version: "1" }, { capabilities: { tools: { listChanged: true } } });
  server.registerTool("echo", { inputSchema: schema({ text: { type: "string" } }) }, ({ text }) => say(`echo ${text}`));
  const marked = { text: { type: "string", "x-mcp-header": "Text" } };
  server.registerTool("marked", { inputSchema: schema(marked) }, ({ text }) => say(`marked ${text}`));
  const asking = { who: { type: "string" } };
  server.registerTool("ask", { inputSchema: schema(asking) }, ({ who }, ctx) => {
    const answer = inputResponse(ctx.mcpReq.inputResponses, "name");
    if (answer.kind !== "missing") return say(`${who}: ${JSON.stringify(answer)}`);
    const requestedSchema = { type: "object" as const, properties: { name: { type: "string" as const } } };
    const name = inputRequired.elicit({ message: `Your name, ${who}?`, requestedSchema });
    return inputRequired({ inputRequests: { name }, requestState: `state of ${who}` });
  });
  server.registerTool("hang", { inputSchema: schema({}) }, (_args, ctx) => {
    return new Promise((_resolve, reject) => {
      ctx.mcpReq.signal.addEventListener("abort", () => {
        aborted.push("hang");
        reject(new Error("aborted"));
      });
    });
  });
  return server;
}
