import { gzipSync } from "node:zlib";
import { beforeEach, expect, it } from "vitest";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();
const megabyte = 1024 * 1024;

const write = (inputs: string) => `{"intent":"memory.write","inputs":${inputs}}`;
const nest = (levels: number) => write(`{"text":"x","metadata":{"a":${"[".repeat(levels)}${"]".repeat(levels)}}}`);
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

let before: number[];
beforeEach(async () => {
  before = await app.countRows();
});

type Case = [name: string, body: string | Uint8Array, status: number, code: string, says: RegExp];

const unreadable: Case[] = [
  ["words", "hello", 400, "invalid_json", /not JSON: 'h' is out of place/],
  ["no value of JSON's", "NaN", 400, "invalid_json", /not JSON/],
  ["half of an object", write('{"text":"x"'), 400, "invalid_json", /not JSON: the fault is at character 46/],
  ["single quotes", "{'intent':'memory.write'}", 400, "invalid_json", /fault is at character 1/],
  ["a comma too many", write('{"text":"x",}'), 400, "invalid_json", /fault is at character 46/],
  ["nothing", "", 400, "invalid_json", /empty/],
  ["only spaces", "  ", 400, "invalid_json", /ends too early/],
  ["a NUL", write('{"text":"a\\u0000b"}'), 400, "invalid_json", /'inputs\.text' holds a NUL/],
  ["a NUL in a name", write('{"te\\u0000xt":1}'), 400, "invalid_json", /NUL/],
  ["half of a surrogate pair", write('{"text":"\\ud83d"}'), 400, "invalid_json", /'inputs\.text'.* surrogate/],
  ["the other half", write('{"tags":["a","\\ude00b"]}'), 400, "invalid_json", /'inputs\.tags\[1\]'.* surrogate/],
  ["invalid UTF-8", bytes('{"intent":"', [0xff, 0xfe], '"}'), 400, "invalid_json", /not valid UTF-8/],
  ["a surrogate in UTF-8", bytes('{"intent":"', [0xed, 0xa0, 0x80], '"}'), 400, "invalid_json", /not valid UTF-8/],
  ["UTF-16", Buffer.from('{"intent":"x"}', "utf16le"), 400, "invalid_json", /not JSON/],
  ["__proto__", write('{"text":"x","__proto__":{"a":1}}'), 400, "invalid_json", /'inputs\.__proto__' is a name/],
  ["__proto__ by escapes", write('{"\\u005f_proto__":1}'), 400, "invalid_json", /'inputs\.__proto__' is a name/],
  ["10,000 levels", nest(10_000), 400, "invalid_json", /nested more than 64 levels/],
  ["100,000 levels", nest(100_000), 400, "invalid_json", /nested more than 64 levels/],
  ["100,000 levels left open", '{"a":'.repeat(100_000), 400, "invalid_json", /nested more than 64 levels/],
  [
    "a field twice",
    '{"intent":"a.b","inputs":{},"intent":"memory.write"}',
    400,
    "invalid_json",
    /'intent' is given twice/,
  ],
  ["an input twice", write('{"text":"x","text":"y"}'), 400, "invalid_json", /'inputs\.text' is given twice/],
  ["a field twice by escapes", write('{"text":"x","\\u0074ext":"y"}'), 400, "invalid_json", /'inputs\.text' is given/],
  [
    "a huge integer",
    write('{"text":12345678901234567890}'),
    400,
    "invalid_json",
    /'inputs\.text' is a number too large/,
  ],
  ["1e400", write('{"metadata":{"n":[0,1e400]}}'), 400, "invalid_json", /'inputs\.metadata\.n\[1\]' is a number too/],
  ["an unknown escape", write('{"text":"\\x"}'), 400, "invalid_json", /'inputs\.text' holds an escape/],
  ["a megabyte and more", write(`{"text":"${"x".repeat(megabyte)}"}`), 413, "payload_too_large", /larger than 1 MB/],
];

it.each(unreadable)("refuses %s as a body of /orchestrate", async (_, body, status, code, says) => {
  const response = await app.send({ path: "/orchestrate", key, body });
  expect(await errorOf(response)).toMatchObject({ code, error: expect.stringMatching(says), retryable: false });
  expect(response.status).toBe(status);
  expect(await app.countRows()).toEqual(before);
});

it.each(unreadable.filter(([, body]) => body.length > 0))(
  "refuses %s as a body of /intents/memory.write",
  async (_, body, status, code) => {
    const response = await app.send({ path: "/intents/memory.write", key, body });
    expect(await errorOf(response)).toMatchObject({ code });
    expect(response.status).toBe(status);
    expect(await app.countRows()).toEqual(before);
  },
);

it("takes no body of /intents/{intent} for no inputs", async () => {
  expect((await app.send({ method: "POST", path: "/intents/system.whoami", key })).status).toBe(200);
  const response = await app.send({ method: "POST", path: "/intents/memory.write", key });
  expect(await errorOf(response)).toMatchObject({ code: "invalid_inputs", errors: [{ path: "inputs.text" }] });
});

it.each([
  ["no", "", "Content-Type"],
  ["a form's", "application/x-www-form-urlencoded", "Content-Type"],
  ["a text's", "text/plain", "Content-Type"],
  ["another kind's", "application/jsonp", "Content-Type"],
  ["two", "application/json, application/json", "Content-Type"],
  ["Latin-1's", "application/json; charset=iso-8859-1", "Content-Type"],
  ["UTF-16's", 'application/json; charset="utf-16"', "Content-Type"],
])("refuses a body with %s content type", async (_, type, path) => {
  const body = { intent: "memory.write", inputs: { text: "typed" } };
  const response = await app.send({ path: "/orchestrate", key, body, headers: { "content-type": type } });
  expect(response.status).toBe(415);
  expect(await errorOf(response)).toMatchObject({ code: "unsupported_media_type", errors: [{ path }] });
  expect(await app.countRows()).toEqual(before);
});

it.each(["application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"', "application/cloudevents+json"])(
  "accepts %s",
  async (type) => {
    const body = { intent: "system.whoami", inputs: {} };
    const response = await app.send({ path: "/orchestrate", key, body, headers: { "content-type": type } });
    expect(response.status).toBe(200);
  },
);

it.each(["gzip", "br", "deflate", "identity, gzip"])("refuses a body in %s", async (encoding) => {
  const body = gzipSync(JSON.stringify({ intent: "memory.write", inputs: { text: "packed" } }));
  const response = await app.send({ path: "/orchestrate", key, body, headers: { "content-encoding": encoding } });
  expect(response.status).toBe(415);
  expect((await errorOf(response)).errors).toEqual([{ path: "Content-Encoding", message: "must be absent" }]);
  expect(await app.countRows()).toEqual(before);
});

it("refuses a body by the length it announces, before reading it", async () => {
  const body = new ReadableStream({ pull: () => expect.unreachable("the body is read") }, { highWaterMark: 0 });
  const headers = { "content-length": String(megabyte + 1) };
  const response = await app.send({ path: "/orchestrate", key, body, headers });
  expect(response.status).toBe(413);
});

it("cuts off a body that never ends", async () => {
  let sentBytes = 0;
  let isCancelled = false;
  const body = new ReadableStream({
    pull: (controller) => {
      sentBytes += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  const response = await app.send({ path: "/orchestrate", key, body });
  expect(response.status).toBe(413);
  expect(isCancelled).toBe(true);
  expect(sentBytes).toBeLessThan(2 * megabyte);
});

it("takes a body that breaks off for the caller's fault, not the database's", async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  const response = await app.send({ path: "/orchestrate", key, body });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: "invalid_json", error: "The body broke off before its end." });
});

it("takes a body of one megabyte that comes in pieces", async () => {
  const text = `{"intent":"system.whoami","inputs":{}${" ".repeat(megabyte - 38)}}`;
  const body = new ReadableStream({
    start: (controller) => {
      for (let at = 0; at < text.length; at += 100_000) controller.enqueue(Buffer.from(text.slice(at, at + 100_000)));
      controller.close();
    },
  });
  expect((await app.send({ path: "/orchestrate", key, body })).status).toBe(200);
});
