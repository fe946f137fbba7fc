import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export type Received = { headers: IncomingHttpHeaders; body: string };

/** A receiver of callbacks at the socket: keeps what came and answers as `answer` says, which a test may change. */
export async function createReceiver() {
  const receiver = {
    url: "",
    received: [] as Received[],
    answer: (response: ServerResponse): void => void response.writeHead(204).end(),
    /** Resolves when the next one has come. */
    next: (): Promise<Received> => new Promise((resolve) => waiting.push(resolve)),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const waiting: ((received: Received) => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const one = { headers: request.headers, body };
    receiver.received.push(one);
    for (const tell of waiting.splice(0)) tell(one);
    receiver.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  afterAll(() => receiver.close());
  return receiver;
}
