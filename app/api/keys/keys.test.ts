import { expect, it } from "vitest";
import { CreatedKey } from "@/lib/contracts/key";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const admin = await app.createKey({ name: "admin", rights: ["admin"] });
const plain = await app.createKey({ name: "plain" });

const create = async (body: object) => app.send({ path: "/keys", key: admin, body });

it("makes a key that works, and shows it this once", async () => {
  const response = await create({ name: "reader", intents: ["memory.search"], namespace: "team-a" });
  expect(response.status).toBe(201);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { key, ...entry } = CreatedKey.parse(await response.json());
  expect(key).toMatch(/^ork_[\w-]{43}$/);
  expect((await app.send({ path: "/intents/memory.search", key, body: { query: "x" } })).status).toBe(200);

  const listed = await (await app.send({ path: "/keys", key: admin })).text();
  expect(JSON.parse(listed).keys).toContainEqual(entry);
  expect(listed).not.toContain(key);
});

it("revokes a key once", async () => {
  const { key, key_id } = CreatedKey.parse(await (await create({ name: "short-lived" })).json());
  const revoke = () => app.send({ method: "DELETE", path: `/keys/${key_id}`, key: admin });
  const first = await revoke();
  expect(first.status).toBe(200);
  expect(await first.json()).toMatchObject({ key_id, revoked_at: clock.now().toISOString() });
  expect((await app.send({ path: "/tools", key })).status).toBe(401);
  const second = await revoke();
  expect(second.status).toBe(404);
  expect((await errorOf(second)).code).toBe("not_found");
});

it.each([
  ["GET", "/keys", undefined],
  ["POST", "/keys", { name: "mine", rights: ["admin"] }],
  ["DELETE", "/keys/key_1", undefined],
])("answers 403 to %s %s without the admin right", async (method, path, body) => {
  const response = await app.send({ method, path, key: plain, ...(body && { body }) });
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ code: "forbidden", error: "'plain' lacks the right 'admin'." });
});

it.each([
  ["no name", {}, "name"],
  ["a blank name", { name: " " }, "name"],
  ["a name over 100 characters", { name: "x".repeat(101) }, "name"],
  ["no intents", { name: "x", intents: [] }, "intents"],
  ["a pattern that is none", { name: "x", intents: ["memory.*", "mem*"] }, "intents[1]"],
  ["an unknown right", { name: "x", rights: ["root"] }, "rights[0]"],
  ["a bad namespace", { name: "x", namespace: "Team A" }, "namespace"],
  ["an expiry that is no time", { name: "x", expires_at: "tomorrow" }, "expires_at"],
  ["an unknown field", { name: "x", right: ["admin"] }, "right"],
])("answers 400 to a key with %s", async (_, body, path) => {
  const response = await create(body);
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
});
