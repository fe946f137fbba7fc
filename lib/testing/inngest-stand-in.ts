import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export type SentEvent = { name: string; id: string; ts?: number; data: Record<string, unknown> };

/** Inngest's event API at the socket: keeps what it is sent, and fails when told to. */
export async function startInngestStandIn() {
  const state = { events: [] as SentEvent[], isDown: false };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    // 4xx, which the SDK does not try again: a test need not wait for its backoff.
    response.writeHead(state.isDown ? 400 : 200, { "content-type": "application/json" });
    if (state.isDown) return response.end('{"error":"down","status":400}');
    const events = JSON.parse(body) as SentEvent[];
    state.events.push(...events);
    return response.end(JSON.stringify({ ids: events.map(({ id }) => id), status: 200 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}` });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
