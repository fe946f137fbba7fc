import { beforeEach, expect, it } from "vitest";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { listTools } from "@/lib/tools/registry";

const app = await createTestApp();
const key = await app.createKey();
const call = { intent: "memory.write", inputs: { text: "refused" } };
const item = `mem_${"0".repeat(26)}`;

let before: number[];
beforeEach(async () => {
  before = await app.countRows();
});

async function refusal(body: unknown, path = "/orchestrate", headers: Record<string, string> = {}) {
  const response = await app.send({ path, key, body, headers });
  const error = await errorOf(response);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(await app.countRows()).toEqual(before);
  return { ...error, paths: error.errors.map((fault) => fault.path) };
}

it.each<[name: string, body: unknown, path: string]>([
  ["a misspelt field", { ...call, callbak_url: "https://example.com" }, "callbak_url"],
  ["an unknown field", { ...call, priority: 1 }, "priority"],
  ["no intent", { inputs: {} }, "intent"],
  ["no inputs", { intent: "memory.list" }, "inputs"],
  ["an intent that is a number", { ...call, intent: 5 }, "intent"],
  ["an empty intent", { ...call, intent: "" }, "intent"],
  ["an intent with a space", { ...call, intent: "memory write" }, "intent"],
  ["an intent that ends in a dot", { ...call, intent: "memory." }, "intent"],
  ["an intent over 128 characters", { ...call, intent: "a".repeat(129) }, "intent"],
  ["inputs that are a list", { ...call, inputs: [] }, "inputs"],
  ["inputs that are null", { ...call, inputs: null }, "inputs"],
  ["inputs that are text", { ...call, inputs: "text" }, "inputs"],
  ["an unknown mode", { ...call, mode: "fast" }, "mode"],
  ["a wait below 0", { ...call, wait_s: -1 }, "wait_s"],
  ["a wait over 40", { ...call, wait_s: 40.5 }, "wait_s"],
  ["a wait in words", { ...call, wait_s: "8" }, "wait_s"],
  ["a callback that is no URL", { ...call, callback_url: "example.com/hook" }, "callback_url"],
  ["a callback that is no HTTP", { ...call, callback_url: "file:///etc/passwd" }, "callback_url"],
  ["a callback over 2,048 characters", { ...call, callback_url: `https://e.com/${"a".repeat(2048)}` }, "callback_url"],
  ["a context over 8 KB", { ...call, context: { note: "x".repeat(8 * 1024) } }, "context"],
  ["a context that is text", { ...call, context: "user_123" }, "context"],
  ["an empty idempotency key", { ...call, idempotency_key: "" }, "idempotency_key"],
  ["an idempotency key over 255 characters", { ...call, idempotency_key: "k".repeat(256) }, "idempotency_key"],
])("refuses %s by name", async (_, body, path) => {
  const { code, error, paths } = await refusal(body);
  expect({ code, paths }).toEqual({ code: "invalid_request", paths: [path] });
  expect(error).toContain(`'${path}'`);
});

it.each([
  ["null", null],
  ["a list", [call]],
  ["text", '"memory.write"'],
  ["a number", "5"],
])("refuses a body that is %s", async (_, body) => {
  expect(await refusal(body)).toMatchObject({ code: "invalid_request", paths: [""] });
});

it("names every wrong field, and the fields there are", async () => {
  const { paths, hint } = await refusal({ intent: 5, inputs: {}, wait_s: 99, modus: "auto" });
  expect(paths).toEqual(expect.arrayContaining(["intent", "wait_s", "modus"]));
  expect(hint).toBe("Its fields are: intent, inputs, mode, callback_url, context, wait_s, idempotency_key.");
});

it("names at most 20 wrong fields", async () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field${i}`, i]));
  expect((await refusal({ ...call, ...many })).paths).toHaveLength(20);
});

it.each<[name: string, intent: string, inputs: object, path: string]>([
  ["a missing text", "memory.write", {}, "inputs.text"],
  ["a text that is a number", "memory.write", { text: 5 }, "inputs.text"],
  ["a blank text", "memory.write", { text: " \n\t" }, "inputs.text"],
  ["a text over 50,000 characters", "memory.write", { text: "x".repeat(50_001) }, "inputs.text"],
  ["a misspelt input", "memory.write", { text: "x", tag: ["a"] }, "inputs.tag"],
  ["a tag that is a number", "memory.write", { text: "x", tags: ["a", 5] }, "inputs.tags[1]"],
  ["33 tags", "memory.write", { text: "x", tags: Array.from({ length: 33 }, String) }, "inputs.tags"],
  ["metadata that is a list", "memory.write", { text: "x", metadata: [] }, "inputs.metadata"],
  ["metadata over 16 KB", "memory.write", { text: "x", metadata: { a: "x".repeat(16_384) } }, "inputs.metadata"],
  ["an item that is none", "memory.get", { item_id: "5" }, "inputs.item_id"],
  ["an upper-case item", "memory.delete", { item_id: item.toUpperCase() }, "inputs.item_id"],
  ["a limit of 0", "memory.list", { limit: 0 }, "inputs.limit"],
  ["half a limit", "memory.list", { limit: 0.5 }, "inputs.limit"],
  ["an offset past the reach", "memory.search", { query: "x", offset: 200 }, "inputs.offset"],
  ["an input where none is taken", "system.whoami", { verbose: true }, "inputs.verbose"],
])("refuses %s by its path, both ways in", async (_, intent, inputs, path) => {
  const whole = await refusal({ intent, inputs });
  expect(whole).toMatchObject({ code: "invalid_inputs", paths: [path], error: expect.stringContaining(path) });
  expect(whole.hint).toContain("For example: {");
  expect(await refusal(inputs, `/intents/${intent}`)).toMatchObject({ code: "invalid_inputs", paths: [path] });
});

it.each(["xyz", "memory.wrte", "MEMORY.WRITE", "constructor", "toString"])(
  "answers for the unknown intent %s in the seed's words, with what there is",
  async (intent) => {
    const available = listTools().map((tool) => tool.intent);
    const error = `Intent '${intent}' not found. Available: [${available.join(", ")}]`;
    expect(await refusal({ intent, inputs: {} })).toMatchObject({ code: "intent_not_found", error });
    expect(await refusal({}, `/intents/${intent}`)).toMatchObject({ code: "intent_not_found", error });
  },
);

it.each([
  ["an over-long intent", `/intents/${"a".repeat(129)}`],
  ["an intent with a space", "/intents/memory%20write"],
  ["an intent that is __proto__", "/intents/__proto__"],
])("refuses %s in the path", async (_, path) => {
  expect(await refusal({}, path)).toMatchObject({ code: "invalid_request", paths: ["intent"] });
});

it("refuses a NUL in the path", async () => {
  expect(await refusal({}, "/intents/memory.write%00")).toMatchObject({ code: "invalid_request" });
});

it.each([
  ["is empty", ""],
  ["is over 255 characters", "k".repeat(256)],
  ["differs from the body's", "another"],
])("refuses an Idempotency-Key header that %s", async (_, header) => {
  const body = { ...call, idempotency_key: "mine" };
  expect((await refusal(body, "/orchestrate", { "idempotency-key": header })).paths).toEqual(["Idempotency-Key"]);
});

it("refuses one idempotency key for two requests", async () => {
  const headers = { "idempotency-key": "one" };
  const inputs = { text: "first" };
  expect((await app.send({ path: "/orchestrate", key, body: { ...call, inputs }, headers })).status).toBe(200);
  before = await app.countRows();
  const { code, paths } = await refusal({ ...call, inputs: { text: "second" } }, "/orchestrate", headers);
  expect({ code, paths }).toEqual({ code: "idempotency_conflict", paths: ["idempotency_key"] });
});
