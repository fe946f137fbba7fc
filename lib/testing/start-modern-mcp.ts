import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createMcpHandler,
  fromJsonSchema,
  inputRequired,
  inputResponse,
  McpServer,
} from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";

type Seen = { method: string; headers: Record<string, string | string[] | undefined>; body: string };

const schema = (properties: Record<string, object>) =>
  fromJsonSchema<Record<string, string>>({ type: "object", properties });
const say = (text: string) => ({ content: [{ type: "text" as const, text }] });

/** A server over HTTP by the official SDK, in this process: revision 2026-07-28, and 2025 without sessions. */
export async function startModernMcp({
  port = 0,
  legacy = "stateless",
}: {
  port?: number;
  legacy?: "stateless" | "reject";
} = {}) {
  const seen: Seen[] = [];
  const aborted: string[] = [];
  const handler = createMcpHandler(() => makeServer(aborted), { legacy });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const method = request.method ?? "";
    seen.push({ method, headers: request.headers, body });
    const controller = new AbortController();
    response.on("close", () => controller.abort());
    const answer = await handler.fetch(
      new Request(`http://127.0.0.1${request.url}`, {
        method,
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
        signal: controller.signal,
        ...(body !== "" && { body }),
      }),
    );
    response.writeHead(answer.status, [...answer.headers].flat());
    try {
      for await (const chunk of answer.body ?? []) response.write(chunk);
    } catch {
      // The client has gone.
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    await handler.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(async () => void (await close()));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/mcp`,
    port: address.port,
    seen,
    aborted,
    notify: handler.notify,
    close,
  };
}

function makeServer(aborted: string[]): McpServer {
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
