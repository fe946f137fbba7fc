import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";
import { modernMcpServer } from "./modern-mcp-server";

type Seen = { method: string; headers: Record<string, string | string[] | undefined>; body: string };

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
  const handler = createMcpHandler(() => modernMcpServer(aborted), { legacy });
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
