import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

/**
 * A stand-in for an OpenAI-compatible provider that answers nobody before `release`: it keeps a memory.write running.
 * `variables` point a configuration at it.
 */
export async function holdEmbeddings() {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume();
    waiting.push(response);
    server.emit("held");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    variables: { EMBEDDINGS_URL: `http://127.0.0.1:${port}/v1`, EMBEDDINGS_MODEL: "held-model" },
    /** Comes when a request is held, at once when one is already. */
    held: async () => {
      if (waiting.length === 0) await once(server, "held");
    },
    release: () => {
      const body = JSON.stringify({ data: [{ index: 0, embedding: [1, 0, 0, 0] }] });
      for (const response of waiting.splice(0))
        response.writeHead(200, { "content-type": "application/json" }).end(body);
    },
  };
}
