import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { listBreakers } from "@/lib/engines/breakers";
import { builtin } from "@/lib/engines/embeddings/builtin";
import { listWaitingMemories } from "@/lib/records/memory/waiting-memories";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { createTestContext } from "@/lib/testing/test-context";
import { memorySearch } from "@/lib/tools/memory-search";
import { memoryWrite } from "@/lib/tools/memory-write";
import { embedWaiting } from "./embed-waiting";

// A stand-in for an OpenAI-compatible provider, at the socket; its vectors are the built-in ones.
type Answer = { items: { text: string }[] };
type Behaviour = { status: number; body?: string; refuse?: string; hang?: boolean };
let behaviour: Behaviour = { status: 200 };
const requests: {
  path: string | undefined;
  authorization: string | undefined;
  body: { model: string; input: string[] };
}[] = [];
const server: Server = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  const body = JSON.parse(text);
  requests.push({ path: request.url, authorization: request.headers.authorization, body });
  if (behaviour.hang) return;
  const { refuse } = behaviour;
  const isRefused = refuse !== undefined && body.input.some((text: string) => text.includes(refuse));
  response.writeHead(isRefused ? 400 : behaviour.status, {
    "content-type": "application/json",
    location: "http://127.0.0.1:1/",
  });
  response.end(behaviour.body ?? JSON.stringify({ data: await answer(body.input) }));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
const variables = { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: "test-model", EMBEDDINGS_API_KEY: "sk-secret" };
const opened = await createTestContext(variables);
let ctx = { ...opened, ...noMeans, job: runOf };

beforeEach(() => {
  behaviour = { status: 200 };
  forgetGlobalState("breakers");
  forgetGlobalState("refused-memories");
  ctx = { ...opened, ...noMeans, job: runOf };
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function answer(input: string[]) {
  const vectors = await builtin.embed(input);
  // In another order than asked, as the protocol allows.
  return vectors.map((vector, index) => ({ index, embedding: [...vector] })).reverse();
}

const write = (text: string) => memoryWrite.run(ctx, { text, tags: [], metadata: {} });
const waiting = async () =>
  (await listWaitingMemories(ctx, { after: "", except: [], limit: 100 })).map(({ text }) => text).sort();
/** The best hit for a query, and how it was searched for. */
const search = async (query: string) => (await memorySearch.run(ctx, { query, limit: 1, offset: 0 })) as Answer;

it("asks the provider as OpenAI's endpoint is asked and stores its vector", async () => {
  expect(await write("a pump in the garden")).toMatchObject({ embedding: { model: "test-model", status: "stored" } });
  expect(requests.at(-1)).toEqual({
    path: "/v1/embeddings",
    authorization: "Bearer sk-secret",
    body: { model: "test-model", input: ["a pump in the garden"] },
  });
  expect(await search("watering the lawn")).toMatchObject({
    items: [{ text: "a pump in the garden", meaning_rank: 1 }],
    search: { kind: "hybrid", model: "test-model" },
  });
});

it.each<[string, Behaviour]>([
  ["is down with 500", { status: 500 }],
  ["refuses the key with 401", { status: 401 }],
  ["answers something that is not JSON", { status: 200, body: "<html>" }],
  ["answers another number of vectors", { status: 200, body: '{"data":[]}' }],
  ["answers no numbers", { status: 200, body: '{"data":[{"index":0,"embedding":["x"]}]}' }],
  ["redirects", { status: 302 }],
])("keeps the write and answers from full text when the provider %s", async (title, broken) => {
  behaviour = broken;
  const text = `offline note about ${title}`;
  expect(await write(text)).toMatchObject({ status: "stored", embedding: { status: "pending" } });
  const answer = await search(`offline note about ${title}`);
  expect(answer).toMatchObject({ search: { kind: "text_only", note: expect.stringContaining("words alone") } });
  expect(answer.items[0]?.text).toBe(text);
});

it("embeds what waited as soon as the provider is back", async () => {
  behaviour = { status: 500 };
  await write("a violin teacher");
  behaviour = { status: 200 };
  forgetGlobalState("breakers");
  await embedWaiting(ctx);
  expect(await search("music lessons")).toMatchObject({
    items: [{ text: "a violin teacher", text_rank: null, meaning_rank: 1 }],
  });
});

it("embeds the others when the provider refuses one text of a batch", async () => {
  behaviour = { status: 500 };
  for (const text of ["the harbour crane", "poison", "the railway bridge"]) await write(text);
  behaviour = { status: 200, refuse: "poison" };
  forgetGlobalState("breakers");
  await embedWaiting(ctx);
  expect(await search("equipment of a dock")).toMatchObject({ items: [{ text: "the harbour crane" }] });
  expect(await search("a viaduct for trains")).toMatchObject({ items: [{ text: "the railway bridge" }] });
});

it("embeds all but the refused texts once the provider is back from an outage, and leaves those alone for an hour", async () => {
  await embedWaiting(ctx);
  const texts = Array.from({ length: 10 }, (_, n) => `note ${n} ${n % 4 === 1 ? "venom" : "honey"}`);
  behaviour = { status: 500 };
  for (const text of texts) await write(text);
  await expect(embedWaiting(ctx)).rejects.toMatchObject({ code: "upstream_failed" });
  behaviour = { status: 200, refuse: "venom" };
  requests.length = 0;
  vi.setSystemTime(Date.now() + 10_000);
  await embedWaiting(ctx);
  expect(await waiting()).toEqual(texts.filter((text) => text.includes("venom")));
  expect(listBreakers()).toEqual([{ target: "embeddings", state: "closed", retry_after_s: 0 }]);

  const before = requests.length;
  expect(await write("note 10 honey")).toMatchObject({ embedding: { status: "stored" } });
  await embedWaiting(ctx);
  expect(requests.slice(before).flatMap(({ body }) => body.input)).toEqual(["note 10 honey"]);
  vi.setSystemTime(Date.now() + 3_600_000);
  behaviour = { status: 200 };
  await embedWaiting(ctx);
  expect(await waiting()).toEqual([]);
});

it("goes past a whole batch of refused texts", async () => {
  behaviour = { status: 200, refuse: "acid" };
  for (let n = 0; n < 32; n++) await write(`acid ${n}`);
  behaviour = { status: 500 };
  vi.setSystemTime(Date.now() + 1);
  await write("sweet water");
  behaviour = { status: 200, refuse: "acid" };
  forgetGlobalState("breakers");
  for (const _ of [1, 2]) await embedWaiting(ctx);
  expect(await waiting()).toHaveLength(32);
});

it("ends a sweep after twenty seconds and goes on with the next", async () => {
  await embedWaiting(ctx);
  behaviour = { status: 500 };
  for (let n = 0; n < 40; n++) await write(`slow ${n}`);
  behaviour = { status: 200 };
  forgetGlobalState("breakers");
  requests.length = 0;
  ctx = { ...ctx, clock: { now: () => new Date(requests.length * 20_000) } };
  let sweeps = 0;
  for (; (await waiting()).length > 0; sweeps++) await embedWaiting(ctx);
  expect(sweeps).toBeGreaterThan(1);
  expect(requests).toHaveLength(sweeps);
});

it.each([
  ["Chinese", "\u6f22".repeat(50_000), 7_500],
  ["ASCII", "x".repeat(50_000), 22_500],
])("sends no more of a long text in %s than a model takes", async (_, text, length) => {
  await write(text);
  expect(requests.at(-1)?.body.input[0]).toHaveLength(length);
});

it("leaves a provider that failed three times alone for a while", async () => {
  behaviour = { status: 500 };
  for (const n of [1, 2, 3, 4, 5]) await write(`breaker ${n}`);
  expect(requests.filter((request) => request.body.input[0]?.startsWith("breaker"))).toHaveLength(3);
});

it("goes on without a provider that never answers", async () => {
  behaviour = { status: 200, hang: true };
  expect(await write("slow provider")).toMatchObject({ embedding: { status: "pending" } });
});

it.each([
  ["zeros", [0, 0, 0]],
  ["numbers that no vector holds", [1e300, 1, 0]],
])("takes a vector of %s for none at all", async (title, embedding) => {
  behaviour = { status: 200, body: JSON.stringify({ data: [{ index: 0, embedding }] }) };
  const text = `a provider that answers with ${title}`;
  expect(await write(text)).toMatchObject({ status: "stored", embedding: { status: "pending" } });
  expect(await search(text)).toMatchObject({ items: [{ text, similarity: null }], search: { kind: "text_only" } });
});
