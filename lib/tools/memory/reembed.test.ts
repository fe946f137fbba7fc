import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as setTimer } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import { queryRows } from "@/lib/db/database";
import { listAudit } from "@/lib/records/audit/list-audit";
import { adoptModel } from "@/lib/records/memory/adopt-model";
import { deleteMemory } from "@/lib/records/memory/delete-memory";
import { ensureModel } from "@/lib/records/memory/ensure-model";
import { readModels } from "@/lib/records/memory/models-in-use";
import { findLatestReembedding } from "@/lib/records/memory/read-reembedding";
import { takeReembedding } from "@/lib/records/memory/take-reembedding";
import { writeMemory } from "@/lib/records/memory/write-memory";
import { startModelProvider } from "@/lib/testing/model-provider";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { createTestContext } from "@/lib/testing/test-context";
import { memorySearch } from "@/lib/tools/memory-search";
import { memoryWrite } from "@/lib/tools/memory-write";
import { embedWaiting } from "./embed-waiting";
import { reembed } from "./reembed";

const provider = await startModelProvider(["old-model", "new-model", "third-model"]);
const { behaviour } = provider;
const setSooner = globalThis.setTimeout;
const opened = await createTestContext(provider.variables("old-model"));
const configuredFor = (model: string) => ({
  ...opened,
  ...noMeans,
  job: runOf,
  env: parseEnv(provider.variables(model)),
});
const old = configuredFor("old-model");
const next = configuredFor("new-model");
const count = 100;
const wordsOf = (n: number) => `lighthouse keeper of harbour ${n}`;

type Found = {
  items: { item_id: string; text: string; meaning_rank: number | null }[];
  search: { model: string; note?: string };
};
/** A misspelt question, which words alone cannot answer. */
const search = async (query = "lihgthouse keepre", ctx: typeof next = next) =>
  (await memorySearch.run(ctx, { query, limit: 1, offset: 0 })) as Found;
const write = async (text: string, ctx: typeof next = next) =>
  (await memoryWrite.run(ctx, { text, tags: [], metadata: {} })) as { item_id: string; embedding: object };
const run = (isOver = () => false, holder = "a", ctx: typeof next = next) => reembed(ctx, { holder, isOver });
/** Ends the run when so many texts were embedded with the new model. */
const after = (texts: number) => () => [...provider.countsOf("new-model").keys()].length >= texts;
const change = async () => findLatestReembedding(next);
const vectorsOf = async (model: string) => {
  const query = sql`select count(*)::int as n from memory_vectors v join embedding_models e on e.id = v.model_id
    where e.name = ${model}`;
  return (await queryRows<{ n: number }>({ db: next.db, query }))[0]?.n;
};
const passGrace = () =>
  next.db.execute(sql`
  update reembeddings set switched_at = switched_at - interval '1 hour', progressed_at = progressed_at - interval '1 hour'`);

beforeEach(async () => {
  Object.assign(behaviour, { isDown: false, refuse: null, ignoresName: false, before: () => {} });
  for (const name of ["breakers", "refused-memories", "adopted-models", "other-embedders", "embedding-batches"])
    forgetGlobalState(name);
  await next.db.execute(sql`delete from memories`);
  await next.db.execute(sql`delete from memory_model`);
  await next.db.execute(sql`delete from reembeddings`);
  for (let n = 0; n < count; n++) await write(wordsOf(n), old);
  provider.asked.length = 0;
});

it("finds by the old model throughout, by the new one right after, and drops what is left of the old one", async () => {
  const during: string[] = [];
  behaviour.before = async ({ model }) => {
    if (model !== "new-model") return;
    const { items, search: how } = await search();
    during.push(`${how.model}, ${items[0]?.meaning_rank}`);
  };
  await adoptModel(next, { configured: "new-model" });
  await run();
  expect(new Set(during)).toEqual(new Set(["old-model, 1"]));
  behaviour.before = () => {};
  expect(await search()).toMatchObject({
    items: [{ meaning_rank: 1 }],
    search: { kind: "hybrid", model: "new-model" },
  });
  expect([...provider.countsOf("new-model").values()].filter((times) => times > 1)).toEqual([]);

  expect([await change(), await vectorsOf("old-model")]).toMatchObject([{ state: "dropping" }, count]);
  await passGrace();
  await run();
  expect(await vectorsOf("old-model")).toBe(0);
  expect(await change()).toMatchObject({ state: "done", total: count, done: count, refused: 0, is_running: false });
  const { entries } = await listAudit(next, { limit: 2, kind: "memory_model.switched" });
  expect(entries[0]).toMatchObject({ data: { from: "old-model", to: "new-model", memories: count } });
});

it("says how far it is", async () => {
  await adoptModel(next, { configured: "new-model" });
  expect(await change()).toMatchObject({
    state: "embedding",
    total: count,
    done: 0,
    rate_per_s: null,
    seconds_left: null,
  });
  let during: Awaited<ReturnType<typeof change>> = null;
  behaviour.before = async () => {
    during = await change();
  };
  await run(after(64));
  expect(during).toMatchObject({
    done: 32,
    is_running: true,
    rate_per_s: expect.any(Number),
    seconds_left: expect.any(Number),
  });
  expect(await change()).toMatchObject({ done: 64, is_running: false, fault: null, seconds_left: null });
});

it("goes on where it was left, by another process at once, and by one more when that is silent", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(32), "a");
  await run(after(64), "b");
  await takeReembedding(next, { holder: "dead", configured: "new-model" });
  await run(() => false, "c");
  expect(await change()).toMatchObject({ state: "embedding", done: 64, is_running: true });
  await next.db.execute(sql`update reembeddings set lease_until = now() - interval '1 second'`);
  await run(() => false, "c");
  expect(await change()).toMatchObject({ state: "dropping", done: count });
  expect([...provider.countsOf("new-model").values()].filter((times) => times > 1)).toEqual([]);
});

it("is done by one of two processes that begin together, and only by one that is configured for the new model", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(() => false, "stale", old);
  expect(await change()).toMatchObject({ done: 0 });
  await Promise.all([run(() => false, "a"), run(() => false, "b")]);
  expect(await change()).toMatchObject({ state: "dropping", done: count });
  expect([...provider.countsOf("new-model").values()].filter((times) => times > 1)).toEqual([]);
});

it("stays with the old model while the provider is down, and goes on when it is back", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(64));
  behaviour.isDown = true;
  await expect(run()).rejects.toMatchObject({ code: "upstream_failed" });
  expect(await change()).toMatchObject({
    state: "embedding",
    done: 64,
    fault: "The embeddings provider could not be used.",
  });
  expect(await readModels(next, { configured: "new-model" })).toEqual({ inUse: "old-model", coming: "new-model" });
  behaviour.isDown = false;
  forgetGlobalState("breakers");
  await run();
  expect(await change()).toMatchObject({ state: "dropping", done: count, fault: null });
});

it("asks a slow provider for fewer texts at once, until it answers in time", async () => {
  const timeout = vi.spyOn(globalThis, "setTimeout");
  timeout.mockImplementation(((work: () => void, ms: number) => setSooner(work, ms === 30_000 ? 200 : ms)) as never);
  behaviour.before = ({ input }) => setTimer(20 * input.length);
  await adoptModel(next, { configured: "new-model" });
  try {
    for (const size of [32, 16]) {
      await expect(run()).rejects.toMatchObject({ code: "upstream_failed" });
      expect(provider.asked.at(-1)?.input).toHaveLength(size);
    }
    await run();
  } finally {
    timeout.mockRestore();
  }
  expect(await change()).toMatchObject({ state: "dropping", done: count, refused: 0 });
  expect(new Set(provider.asked.slice(2, -1).map(({ input }) => input.length))).toEqual(new Set([8]));
});

it("switches without the texts that the provider refuses, which are found by their words and tried again", async () => {
  await write("poison in the well", old);
  behaviour.refuse = "poison";
  await adoptModel(next, { configured: "new-model" });
  await run();
  expect(await change()).toMatchObject({ state: "dropping", done: count, refused: 1 });
  expect((await search("poison")).items[0]).toMatchObject({ text: "poison in the well" });
  behaviour.refuse = null;
  forgetGlobalState("refused-memories");
  await embedWaiting(next);
  expect(await vectorsOf("new-model")).toBe(count + 1);
});

it("stands still, and counts nothing as refused, when the provider refuses every text", async () => {
  behaviour.refuse = "o";
  await adoptModel(next, { configured: "new-model" });
  await expect(run()).rejects.toMatchObject({ code: "upstream_failed" });
  expect(await change()).toMatchObject({ done: 0, refused: 0, fault: expect.stringContaining("refuses every text") });
});

it("finds what is written during the run at once, and by the new model without embedding it again", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(32));
  expect(await write("a violin teacher")).toMatchObject({ embedding: { model: "old-model", status: "stored" } });
  expect((await search("violyn teachr")).items[0]).toMatchObject({ text: "a violin teacher", meaning_rank: 1 });
  await run();
  expect((await search("violyn teachr")).items[0]).toMatchObject({ text: "a violin teacher", meaning_rank: 1 });
  expect(provider.countsOf("new-model").get("a violin teacher")).toBe(1);
});

it("takes into the run what was written while the new model could not be had", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(32));
  behaviour.isDown = true;
  await write("a violin teacher");
  behaviour.isDown = false;
  forgetGlobalState("breakers");
  await run();
  expect((await search("violyn teachr")).items[0]).toMatchObject({ text: "a violin teacher", meaning_rank: 1 });
});

it("passes over what is deleted during the run", async () => {
  const { item_id } = await write("to be deleted", old);
  await adoptModel(next, { configured: "new-model" });
  behaviour.before = async ({ input }) => {
    if (input.includes("to be deleted")) await deleteMemory(next, item_id);
  };
  await run();
  expect(await change()).toMatchObject({ state: "dropping" });
  expect(await vectorsOf("new-model")).toBe(count);
});

it("keeps no vector of the old model of a write that ends after the switch, and embeds it then", async () => {
  const model = await ensureModel(old, { name: "old-model", dimensions: 256 });
  await adoptModel(next, { configured: "new-model" });
  await run();
  const embeddings = [{ model, vector: new Float32Array(256).fill(0.1) }];
  await writeMemory(next, { text: "a violin teacher", tags: [], metadata: {}, embeddings });
  expect(await vectorsOf("old-model")).toBe(count);
  await embedWaiting(next);
  expect((await search("violyn teachr")).items[0]).toMatchObject({ text: "a violin teacher", meaning_rank: 1 });
});

it("gives the change up when the old model is configured again, and drops what it had stored", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(32));
  await adoptModel(old, { configured: "old-model" });
  expect(await readModels(old, { configured: "old-model" })).toEqual({ inUse: "old-model", coming: null });
  await passGrace();
  await run(() => false, "a", old);
  expect(await change()).toMatchObject({ state: "given_up", ended_at: expect.any(String) });
  expect([await vectorsOf("old-model"), await vectorsOf("new-model")]).toEqual([count, 0]);
});

it("changes to a third model when that is configured during the run", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run(after(32));
  const third = configuredFor("third-model");
  await adoptModel(third, { configured: "third-model" });
  await run(() => false, "a", third);
  await passGrace();
  await run(() => false, "a", third);
  expect(await search(undefined, third)).toMatchObject({
    items: [{ meaning_rank: 1 }],
    search: { model: "third-model" },
  });
  expect([await vectorsOf("old-model"), await vectorsOf("new-model")]).toEqual([0, 0]);
});

it("goes back to a model whose index is gone, and makes it again", async () => {
  await adoptModel(next, { configured: "new-model" });
  await run();
  await passGrace();
  await run();
  await adoptModel(old, { configured: "old-model" });
  await run(() => false, "a", old);
  const query = sql`select count(*)::int as n from pg_indexes where indexname in (
    select 'vectors_of_model_' || id from embedding_models where name = 'old-model')`;
  expect(await queryRows({ db: old.db, query })).toEqual([{ n: 1 }]);
  expect(await search(undefined, old)).toMatchObject({ items: [{ meaning_rank: 1 }], search: { model: "old-model" } });
});

describe("when nobody embeds with the old model any more", () => {
  it.each([
    ["gives its one model's vectors under any name", true],
    ["does not have it", false],
  ])("goes by the vectors that the new model has so far, where the provider %s", async (_, ignoresName) => {
    const other = await startModelProvider(["another-model", "new-model"]);
    other.behaviour.ignoresName = ignoresName;
    const ctx = { ...next, env: parseEnv(other.variables("new-model")) };
    await adoptModel(ctx, { configured: "new-model" });
    await run(() => other.countsOf("new-model").size >= 32, "a", ctx);
    const { items, search: how } = await search("lihgthouse keepre", ctx);
    expect(how).toMatchObject({ model: "new-model", note: expect.stringContaining("still to come") });
    expect(items[0]?.meaning_rank).toBe(1);
    expect(await write("a violin teacher", ctx)).toMatchObject({ embedding: { model: "new-model", status: "stored" } });
    expect((await search("violyn teachr", ctx)).items[0]).toMatchObject({ text: "a violin teacher", meaning_rank: 1 });
    await run(() => false, "a", ctx);
    expect((await search("violyn teachr", ctx)).search).toEqual({ kind: "hybrid", model: "new-model" });
  });

  it("goes on with the new model when the previous provider fails many searches at once", async () => {
    const held: ServerResponse[] = [];
    const previous = createServer((_request, response) => {
      if (held.push(response) === 8) for (const one of held) one.writeHead(500).end();
    });
    await new Promise<void>((resolve) => previous.listen(0, "127.0.0.1", resolve));
    const env = parseEnv({
      ...provider.variables("new-model"),
      EMBEDDINGS_PREVIOUS_URL: `http://127.0.0.1:${(previous.address() as AddressInfo).port}/v1`,
      EMBEDDINGS_PREVIOUS_MODEL: "old-model",
    });
    const ctx = { ...next, env };
    await adoptModel(ctx, { configured: "new-model" });
    const found = await Promise.all(Array.from({ length: 8 }, () => search("lihgthouse keepre", ctx)));
    expect(found.map((one) => one.search.model)).toEqual(Array(8).fill("new-model"));
    await run(() => false, "a", ctx);
    expect((await readModels(ctx, { configured: "new-model" })).inUse).toBe("new-model");
    previous.closeAllConnections();
    previous.close();
  });

  it("asks the previous provider where one is named", async () => {
    const env = parseEnv({
      EMBEDDINGS_PREVIOUS_URL: provider.url,
      EMBEDDINGS_PREVIOUS_MODEL: "old-model",
    });
    expect((await search(undefined, { ...next, env })).search).toEqual({ kind: "hybrid", model: "old-model" });
  });
});

it("takes the configured model at once where there are no vectors yet", async () => {
  await next.db.execute(sql`delete from memories`);
  await next.db.execute(sql`delete from memory_model`);
  await adoptModel(old, { configured: "old-model" });
  expect(await readModels(old, { configured: "old-model" })).toEqual({ inUse: "old-model", coming: null });
  await adoptModel(next, { configured: "new-model" });
  expect(await readModels(next, { configured: "new-model" })).toEqual({ inUse: "new-model", coming: null });
  expect(await change()).toBeNull();
});

it("finds out what is in use by what is kept, on a database from before this was said", async () => {
  await next.db.execute(sql`delete from memory_model`);
  expect(await readModels(next, { configured: "new-model" })).toEqual({ inUse: "old-model", coming: null });
});
