import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

/**
 * A stand-in for an OpenAI-compatible provider that counts how often each text came, which is how often a memory.write
 * of it ran. Until `release` it answers nobody, so that those that run stay running (for 3 s, then they go on without).
 */
export async function startCountingProvider() {
  const counts = new Map<string, number>();
  const waiting: ServerResponse[] = [];
  let isReleased = false;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    for (const text of (JSON.parse(body) as { input: string[] }).input) counts.set(text, countOf(text) + 1);
    waiting.push(response);
    if (isReleased) answerAll();
    server.emit("counted");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function countOf(text: string): number {
    return counts.get(text) ?? 0;
  }

  function answerAll(): void {
    const body = JSON.stringify({ data: [{ index: 0, embedding: [1, 0, 0, 0] }] });
    for (const response of waiting.splice(0)) response.writeHead(200, { "content-type": "application/json" }).end(body);
  }

  const { port } = server.address() as AddressInfo;
  return {
    variables: { EMBEDDINGS_URL: `http://127.0.0.1:${port}/v1`, EMBEDDINGS_MODEL: "counting-model" },
    countOf,
    /** Comes when each of these texts is in a provider's hands. */
    holds: async (texts: string[]) => {
      while (!texts.every((text) => countOf(text) > 0)) await once(server, "counted");
    },
    release: () => {
      isReleased = true;
      answerAll();
    },
  };
}
