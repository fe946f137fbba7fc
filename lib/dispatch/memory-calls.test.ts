import { beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import type { Context } from "@/lib/records/context";
import { writeMemory } from "@/lib/records/memory/write-memory";
import { createTestContext } from "@/lib/testing/test-context";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();
const texts = [
  "The staging database moves to Frankfurt on Friday",
  "Anna prefers her invoices in euros",
  "The printer on the second floor jams with recycled paper",
];

type Item = {
  item_id: string;
  text: string;
  tags: string[];
  metadata: object;
  text_rank: number | null;
  meaning_rank: number | null;
};
type Answer = {
  item_id: string;
  status: string;
  deleted: boolean;
  items: Item[];
  next_offset: number | null;
  next_cursor: string | null;
};

/** The result of a call that succeeds. */
async function call(intent: string, inputs: Record<string, unknown>, on: Context = ctx): Promise<Answer> {
  const { job } = await orchestrate(on, { intent, inputs, mode: "auto" });
  expect(job.error).toBeNull();
  return job.result?.value as Answer;
}

/** The same context for the holder of another namespace. */
function inNamespace(namespace: string): Context {
  return { ...ctx, actor: { ...ctx.actor, id: `key_${namespace}`, namespace } };
}

const found = (answer: Answer) => answer.items.map((item) => item.text);

describe("memory.write", () => {
  it("answers as the seed shows and names the model for what it is", async () => {
    expect(await call("memory.write", { text: "Hello World", tags: ["test"] }, inNamespace("seed"))).toEqual({
      item_id: expect.stringMatching(/^mem_[0-9a-z]{26}$/),
      status: "stored",
      embedding: { model: "builtin-minilm-static-v1", status: "stored" },
    });
  });

  it("keeps the very same text once and adds the new tags and metadata", async () => {
    const on = inNamespace("duplicates");
    const first = await call("memory.write", { text: "same", tags: ["a"], metadata: { x: 1, y: 1 } }, on);
    const second = await call("memory.write", { text: "same", tags: ["b", "b"], metadata: { y: 2 } }, on);
    expect(second).toMatchObject({ item_id: first.item_id, status: "duplicate" });
    expect(await call("memory.get", { item_id: first.item_id }, on)).toMatchObject({
      tags: ["a", "b"],
      metadata: { x: 1, y: 2 },
    });
  });

  it("keeps 50 parallel writes of one text as one", async () => {
    // Room for all, since no worker runs here for those that would be queued.
    const on = { ...inNamespace("parallel"), env: parseEnv({ ORCHESTRATOR_CONCURRENCY: "50" }) };
    const writes = Array.from({ length: 50 }, (_, n) => call("memory.write", { text: "one", metadata: { n } }, on));
    expect(new Set((await Promise.all(writes)).map((answer) => answer.item_id)).size).toBe(1);
    expect((await call("memory.list", {}, on)).items).toHaveLength(1);
  });

  const failure = async (inputs: Record<string, unknown>, on: Context) =>
    (await orchestrate(on, { intent: "memory.write", inputs, mode: "auto" })).job.error;

  it.each([
    [
      "32 tags",
      { tags: Array.from({ length: 20 }, (_, n) => `a${n}`) },
      { tags: Array.from({ length: 13 }, (_, n) => `b${n}`) },
    ],
    ["16 KB of metadata", { metadata: { a: "\u00e9".repeat(4_000) } }, { metadata: { b: "\u00e9".repeat(4_300) } }],
  ])("refuses to add to a text beyond %s, and leaves it as it was", async (title, first, second) => {
    const on = inNamespace(title.replace(/\W/g, "-"));
    const { item_id } = await call("memory.write", { text: "bounded", ...first }, on);
    const before = await call("memory.get", { item_id }, on);
    expect(await failure({ text: "bounded", ...second }, on)).toMatchObject({
      code: "invalid_inputs",
      errors: [{ path: `inputs.${Object.keys(second)[0]}` }],
    });
    expect(await call("memory.get", { item_id }, on)).toEqual(before);
  });

  it("keeps what parallel writes of one text add within its bounds", async () => {
    const on = inNamespace("bounded-together");
    const writes = Array.from({ length: 20 }, (_, n) =>
      failure({ text: "one", tags: [`x${n}`, `y${n}`, `z${n}`], metadata: { [n]: "m".repeat(1_000) } }, on),
    );
    const failures = (await Promise.all(writes)).filter((error) => error !== null);
    expect(failures).toHaveLength(10);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(["invalid_inputs"]));
    const [item] = (await call("memory.list", {}, on)).items;
    expect([item?.tags.length, Object.keys(item?.metadata ?? {}).length]).toEqual([30, 10]);
  });

  it.each([
    ["spaces and escapes", { list: Array.from({ length: 2_700 }, () => 1), text: `"\\ , : ${"a, b: ".repeat(1_700)}` }],
    ["numbers that the database writes out", { list: Array.from({ length: 500 }, () => 1e300) }],
  ])("takes full metadata with %s a second time", async (text, metadata) => {
    const on = inNamespace("full");
    await call("memory.write", { text, metadata }, on);
    expect(await failure({ text, metadata, tags: ["more"] }, on)).toBeNull();
  });

  it("counts metadata in bytes", async () => {
    const inputs = { text: "bytes", metadata: { a: "\u6f22".repeat(6_000) } };
    expect(
      await orchestrate(ctx, { intent: "memory.write", inputs, mode: "auto" }).catch((error) => error),
    ).toMatchObject({
      code: "invalid_inputs",
      errors: [{ path: "inputs.metadata", message: "is larger than 16 KB" }],
    });
  });

  it.each([
    "emoji 🦊 and 漢字",
    "' or 1=1; drop table memories; --",
    "\u202Ebidi",
    "a\r\nb\tc",
    "<script>alert(1)</script>",
    "x".repeat(50_000),
  ])("keeps a text to the letter (%#)", async (text) => {
    const { item_id } = await call("memory.write", { text });
    expect((await call("memory.get", { item_id })) as unknown as Item).toMatchObject({ text });
  });

  it("stores again what was deleted, although the same request was answered within the hour", async () => {
    const on = inNamespace("again");
    const first = await call("memory.write", { text: "here" }, on);
    await call("memory.delete", { item_id: first.item_id }, on);
    const second = await call("memory.write", { text: "here" }, on);
    expect(second.status).toBe("stored");
    expect(found(await call("memory.list", {}, on))).toEqual(["here"]);
  });

  it("answers the caller's own key with the first answer even when the memory was deleted since", async () => {
    const on = inNamespace("own-key");
    const request = { intent: "memory.write", inputs: { text: "kept" }, mode: "auto" as const, idempotency_key: "k1" };
    const first = await orchestrate(on, request);
    await call("memory.delete", { item_id: (first.job.result as { value: Answer }).value.item_id }, on);
    expect(await orchestrate(on, request)).toEqual({ job: first.job, isReplayed: true, rates: [] });
  });
});

describe("memory.search", () => {
  const on = inNamespace("search");

  it("puts the memory with the words of the question first", async () => {
    for (const text of texts) await call("memory.write", { text, tags: ["office"] }, on);
    const answer = await call("memory.search", { query: "when does the staging database move?" }, on);
    expect(answer).toMatchObject({
      items: [{ text: texts[0], text_rank: 1, meaning_rank: 1 }],
      search: { kind: "hybrid", model: "builtin-minilm-static-v1" },
    });
  });

  it.each([
    ["sheets stuck in a copying machine", texts[2]],
    ["currency for billing a customer", texts[1]],
    ["relocating a server to Germany", texts[0]],
  ])("puts the memory that shares no word with %j first, by meaning alone", async (query, text) => {
    const [first] = (await call("memory.search", { query }, on)).items;
    expect(first).toMatchObject({ text, text_rank: null, meaning_rank: 1 });
  });

  it("finds nothing where nothing fits", async () => {
    expect((await call("memory.search", { query: "zzqx" }, on)).items).toEqual([]);
    expect((await call("memory.search", { query: "the of and" }, inNamespace("empty"))).items).toEqual([]);
  });

  it("narrows by every tag and by contained metadata", async () => {
    const on = inNamespace("filters");
    await call(
      "memory.write",
      { text: "pump one", tags: ["garden", "urgent"], metadata: { site: { id: 7 }, open: true } },
      on,
    );
    await call("memory.write", { text: "pump two", tags: ["garden"], metadata: { site: { id: 8 } } }, on);
    await call("memory.write", { text: "pump three" }, on);
    const search = async (filter: object) =>
      found(await call("memory.search", { query: "pump", ...filter }, on)).sort();
    expect(await search({})).toHaveLength(3);
    expect(await search({ tags: ["garden"] })).toEqual(["pump one", "pump two"]);
    expect(await search({ tags: ["garden", "urgent"] })).toEqual(["pump one"]);
    expect(await search({ metadata: { site: { id: 8 } } })).toEqual(["pump two"]);
    expect(await search({ tags: ["garden"], metadata: { open: true } })).toEqual(["pump one"]);
    expect(found(await call("memory.list", { tags: ["urgent"] }, on))).toEqual(["pump one"]);
  });

  it("finds a small namespace's own among many of another", async () => {
    const big = inNamespace("big");
    const small = inNamespace("small");
    for (let n = 0; n < 300; n++) await call("memory.write", { text: `shared words about pumps number ${n}` }, big);
    await call("memory.write", { text: "shared words about pumps in the small namespace", tags: ["rare"] }, small);
    const answer = await call("memory.search", { query: "something about pumping" }, small);
    expect(answer.items).toMatchObject([{ meaning_rank: 1, tags: ["rare"] }]);
  });

  it("pages without a gap or a repeat", async () => {
    const on = inNamespace("pages");
    for (let n = 0; n < 25; n++) await call("memory.write", { text: `page memory ${n}` }, on);
    const seen: string[] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const page = await call("memory.search", { query: "page memory", limit: 10, offset }, on);
      seen.push(...page.items.map((item) => item.item_id));
      offset = page.next_offset;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });
});

describe("pages of 100 memories of 48,000 characters", () => {
  const on = inNamespace("long");
  const texts = Array.from({ length: 100 }, (_, n) => `long ${n} ${"x".repeat(48_000)}`);
  beforeAll(async () => {
    const write = (text: string) => writeMemory(on, { text, tags: [], metadata: {}, embeddings: [] });
    for (const text of texts) await write(text);
  });

  it.each([
    ["memory.list", {}],
    ["memory.search", { query: "long", limit: 50 }],
  ])("reach each of them once by %s, in answers that are not cut", async (intent, inputs) => {
    const seen: string[] = [];
    for (let next: object | null = {}; next !== null; ) {
      const page: Answer = await call(intent, { ...inputs, ...next }, on);
      expect(JSON.stringify(page).length).toBeLessThan(90_000);
      seen.push(...found(page));
      if (page.next_cursor) next = { cursor: page.next_cursor };
      else next = page.next_offset ? { offset: page.next_offset } : null;
    }
    expect(seen.toSorted()).toEqual(texts.toSorted());
  });
});

describe("memory.list, memory.get and memory.delete", () => {
  it("lists newest first, page by page", async () => {
    const on = inNamespace("list");
    for (let n = 0; n < 7; n++) await call("memory.write", { text: `item ${n}` }, on);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Answer = await call("memory.list", { limit: 3, ...(cursor && { cursor }) }, on);
      seen.push(...found(page));
      cursor = page.next_cursor;
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `item ${n}`));
  });

  it("shows, changes and deletes nothing of another namespace", async () => {
    const { item_id } = await call("memory.write", { text: "mine", tags: ["secret"] }, inNamespace("mine"));
    const yours = inNamespace("yours");
    const { job } = await orchestrate(yours, { intent: "memory.get", inputs: { item_id }, mode: "auto" });
    expect(job.error?.code).toBe("memory_not_found");
    expect(await call("memory.delete", { item_id }, yours)).toEqual({ item_id, deleted: false });
    expect((await call("memory.search", { query: "mine", tags: ["secret"] }, yours)).items).toEqual([]);
    expect(await call("memory.write", { text: "mine" }, yours)).toMatchObject({ status: "stored" });
  });

  it("deletes once and says so the second time", async () => {
    const on = inNamespace("delete");
    const { item_id } = await call("memory.write", { text: "gone soon" }, on);
    expect(await call("memory.delete", { item_id }, on)).toEqual({ item_id, deleted: true });
    expect((await call("memory.search", { query: "gone soon" }, on)).items).toEqual([]);
  });
});
