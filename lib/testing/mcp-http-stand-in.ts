import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type McpMessage = { id?: unknown; method?: string; params?: Record<string, unknown> };
type Exchange = { request: IncomingMessage; response: ServerResponse; message: McpMessage };

/**
 * A stand-in for an MCP server over HTTP (revision 2025-11-25, with a session) for faults that no real one shows:
 * `tools/call` is answered by what the test gives, everything else as the specification has it.
 */
export async function startMcpHttpStandIn(
  onCall: (exchange: Exchange) => void,
  onGet: (exchange: Pick<Exchange, "request" | "response">) => void = ({ response }) => response.writeHead(405).end(),
) {
  const seen: { method: string | undefined; http: string | undefined; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const message: McpMessage = body === "" ? {} : JSON.parse(body);
    seen.push({ method: message.method, http: request.method, headers: request.headers });
    if (message.method === "tools/call") return onCall({ request, response, message });
    if (message.method === "initialize") return sayJson(response, { id: message.id, result: initialized });
    if (message.method === "server/discover") return sayJson(response, { id: message.id, error: unknownMethod });
    if (request.method === "GET") return onGet({ request, response });
    response.writeHead(request.method === "POST" ? 202 : 405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, seen };
}

/** One JSON-RPC message as the whole answer. */
export function sayJson(response: ServerResponse, message: object): void {
  response.writeHead(200, { "content-type": "application/json", "mcp-session-id": "one" });
  response.end(JSON.stringify({ jsonrpc: "2.0", ...message }));
}

const unknownMethod = { code: -32_601, message: "Method not found" };
const initialized = {
  protocolVersion: "2025-11-25",
  capabilities: { tools: {} },
  serverInfo: { name: "stand-in", version: "1" },
};
