import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterAll } from "vitest";

/** An answer as a backend gives it. */
export type StandInAnswer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

export type SeenRequest = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

/** An answer, or what writes one of a kind that has no name. */
type Answer = (seen: SeenRequest) => StandInAnswer | ((response: ServerResponse) => void);

/** A flow backend at the socket: answers as it is told, and keeps what came. */
export async function startFlowStandIn(answer: Answer) {
  const seen: SeenRequest[] = [];
  const server = createServer({ keepAliveTimeout: 5_000 }, async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const one = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
    seen.push(one);
    const reply = answer(one);
    if (typeof reply === "function") reply(response);
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  const connections: Socket[] = [];
  server.on("connection", (socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  afterAll(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, connections, close };
}

/** A server below HTTP: `speak` is called when the first bytes of a request have come. */
export async function startRawStandIn(speak: (socket: Socket, connection: number) => void) {
  const state = { connections: 0, requests: 0 };
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    const connection = ++state.connections;
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    socket.on("data", () => {
      state.requests++;
      speak(socket, connection);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
