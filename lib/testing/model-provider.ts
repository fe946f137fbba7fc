import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";

type Asked = { model: string; input: string[] };

/**
 * An OpenAI-compatible provider at the socket that has several models: the vectors of each are the built-in ones, turned
 * its own way. `behaviour` may change at any time; `asked` is what came.
 */
export async function startModelProvider(models: string[]) {
  const behaviour: {
    isDown: boolean;
    /** Refuses each text that has this in it. */
    refuse: string | null;
    /** Gives the last model's vectors under any name. */
    ignoresName: boolean;
    /** Is waited for before each answer. */
    before(asked: Asked): Promise<void> | void;
  } = { isDown: false, refuse: null, ignoresName: false, before: () => {} };
  const asked: Asked[] = [];
  const builtin = getEmbedder(parseEnv({}));

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Asked;
    const place = behaviour.ignoresName ? models.length - 1 : models.indexOf(body.model);
    const { refuse } = behaviour;
    if (behaviour.isDown) return response.writeHead(503).end();
    if (place < 0) return response.writeHead(404).end();
    if (refuse !== null && body.input.some((one) => one.includes(refuse))) return response.writeHead(400).end();
    asked.push(body);
    await behaviour.before(body);
    const vectors = (await builtin.embed(body.input, { signal: new AbortController().signal })) ?? [];
    const data = vectors.map((vector, index) => ({ index, embedding: turn([...vector], place * 7) }));
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    url,
    asked,
    behaviour,
    /** The variables of a process that is configured for one of the models. */
    variables: (model: string) => ({ EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model }),
    /** How often each text was embedded with a model. */
    countsOf: (model: string) => {
      const counts = new Map<string, number>();
      for (const one of asked.filter((request) => request.model === model)) {
        for (const text of one.input) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function turn(vector: number[], places: number): number[] {
  return [...vector.slice(places), ...vector.slice(0, places)];
}
