import fc from "fast-check";
import { expect, it } from "vitest";
import { Envelope } from "@/lib/contracts/envelope";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();
const valid = JSON.stringify({
  intent: "memory.write",
  inputs: { text: 'Größe 😀 "quoted" \\ \n', tags: ["a", "b"], metadata: { n: -1.5e3, deep: [[{ x: null }]] } },
  mode: "agent",
  wait_s: 1,
});

async function isAnswered(body: string | Uint8Array, path: string): Promise<boolean> {
  const response = await app.send({ path, key, body });
  return response.status < 500 && Envelope.safeParse(await response.json()).success;
}

const path = fc.constantFrom("/orchestrate", "/intents/memory.write");

it("answers any bytes without a 5xx", async () => {
  const bytes = fc.uint8Array({ maxLength: 200, size: "max" });
  await fc.assert(
    fc.asyncProperty(bytes, path, (body, to) => isAnswered(body, to)),
    { numRuns: 300 },
  );
});

it("answers any JSON without a 5xx", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), path, (body, to) => isAnswered(body, to)),
    { numRuns: 300 },
  );
});

it("answers any value in place of each field without a 5xx", async () => {
  const field = fc.constantFrom("intent", "inputs", "mode", "callback_url", "context", "wait_s", "idempotency_key");
  const body = fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ ...JSON.parse(valid), [name]: value }));
  await fc.assert(
    fc.asyncProperty(body, (call) => isAnswered(JSON.stringify(call), "/orchestrate")),
    { numRuns: 300 },
  );
});

it("answers a valid call with some bytes changed, lost or doubled without a 5xx", async () => {
  const bytes = Buffer.from(valid);
  const change = fc.record({
    at: fc.nat(bytes.length - 1),
    removed: fc.nat(3),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc
        .constantFrom("\\u0000", "\\ud800", "{", "]", '"', "\\", "1e999", '"__proto__":')
        .map((text) => Buffer.from(text)),
    ),
  });
  const body = fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce<Buffer>(
        (sofar, { at, removed, put }) => Buffer.concat([sofar.subarray(0, at), put, sofar.subarray(at + removed)]),
        bytes,
      ),
    );
  await fc.assert(
    fc.asyncProperty(body, (changed) => isAnswered(changed, "/orchestrate")),
    { numRuns: 600 },
  );
  expect(await isAnswered(valid, "/orchestrate")).toBe(true);
});
