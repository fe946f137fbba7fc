import { describe, expect, it } from "vitest";
import { KeyEntry, KeyList } from "@/lib/contracts/key";
import type { UserRole } from "@/lib/contracts/user";
import { writeKeyUses } from "@/lib/records/keys/note-key-use";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { comingFrom } from "@/lib/testing/coming-from";
import { createKeyOffice } from "@/lib/testing/key-office";
import { createTestApp, errorOf, type Sent } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";
import { peerHeader } from "./read-peer";

const clock = createTestClock();
const app = await createTestApp({ clock });
const office = createKeyOffice(app, await app.createKey({ name: "the admin's", rights: ["admin"] }));
const { as, byAdmin, isLetIn, create, patch, rotate, revoke, entryOf, audited } = office;
const hourMs = 3_600_000;

describe("a key is made", () => {
  it("with all that was asked for, and shown once", async () => {
    const wanted = {
      name: "crm sync",
      intents: ["memory.*"],
      namespace: "crm",
      rights: ["jobs_of_others" as const],
      expires_at: new Date(clock.now().getTime() + hourMs).toISOString(),
      addresses: ["203.0.113.0/24", "2001:DB8::1"],
      rate_per_minute: 60,
      burst: 10,
      concurrent_max: 5,
    };
    const { key, ...entry } = await create(wanted);
    expect(entry).toMatchObject({ ...wanted, addresses: ["203.0.113.0/24", "2001:db8::1"], state: "active" });
    expect(await entryOf(entry.key_id)).toEqual(entry);
    const rows = await audited(entry.key_id);
    expect(rows).toMatchObject([{ kind: "key.created", actor: { name: "the admin's" }, data: { name: "crm sync" } }]);
    const shown = [rows, await (await byAdmin({ path: "/keys" })).json(), await app.ctx.db.query.apiKeys.findMany()];
    expect(JSON.stringify(shown)).not.toContain(key.slice(8));
  });

  it.each([
    [{ burst: 5 }, "burst", "needs rate_per_minute: give that too, or leave burst out"],
    [{ rate_per_minute: 0 }, "rate_per_minute", "must be at least 1"],
    [{ rate_per_minute: 1.5 }, "rate_per_minute", "must be a whole number"],
    [{ concurrent_max: 10_001 }, "concurrent_max", "must be at most 10000"],
    [{ addresses: ["10.0.0.1/8"] }, "addresses[0]", /write 10\.0\.0\.0\/8/],
    [{ addresses: ["10.0.0.1", "web-1"] }, "addresses[1]", /must be an IP address/],
    [{ addresses: "10.0.0.1" }, "addresses", "must be a list"],
    [{ addresses: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`) }, "addresses", "must be at most 100 items"],
    [{ name: "a\u202eb" }, "name", "must hold no invisible character"],
    [{ name: " " }, "name", "must not be empty"],
    [{ rights: ["root"] }, "rights[0]", /must be one of/],
    [{ intents: [] }, "intents", /must name an intent/],
    [{ paused: true }, "paused", "is not a known field"],
    [{ expires_at: "tomorrow" }, "expires_at", expect.anything()],
    [{ expires_at: new Date(0).toISOString() }, "expires_at", "must be in the future"],
  ])("but not by %j, whose field and fault are named", async (wrong, path, message) => {
    const error = await errorOf(await byAdmin({ path: "/keys", body: { name: "made", ...wrong } }));
    expect(error.code).toBe("invalid_request");
    const found = error.errors.find((one) => one.path === path);
    if (message instanceof RegExp) expect(found?.message).toMatch(message);
    else expect(found?.message).toEqual(message);
  });
});

describe("what a key may is changed", () => {
  it("at once, and before and after are on record", async () => {
    const { key, key_id } = await create({ rights: ["jobs_of_others"], rate_per_minute: 60, burst: 10 });
    const change = { name: "renamed", intents: ["system.*"], rights: [], rate_per_minute: null, addresses: ["::1"] };
    const changed = KeyEntry.parse(await (await patch(key_id, change)).json());
    expect(changed).toMatchObject({ ...change, burst: null });
    expect(await isLetIn(key)).toBe(false);
    expect(await isLetIn(key, comingFrom("::1"))).toBe(true);
    const [row] = await audited(key_id);
    expect(row).toMatchObject({
      kind: "key.changed",
      data: {
        name: "renamed",
        changes: { name: { from: "made", to: "renamed" }, rate_per_minute: { from: 60, to: null } },
      },
    });
    expect(row?.data.changes).not.toHaveProperty("namespace");
  });

  it("and what is the same leaves no record", async () => {
    const { key_id } = await create();
    expect((await patch(key_id, { name: "made", paused: false })).status).toBe(200);
    expect(await audited(key_id)).toHaveLength(1);
  });

  it.each([
    [{}, "", /must say what to change/],
    [{ burst: 5 }, "burst", /needs rate_per_minute/],
    [{ expires_at: "2001-01-01T00:00:00Z" }, "expires_at", /future/],
    [{ hash: "x" }, "hash", /not a known field/],
    [{ owner: null }, "owner", /not a known field/],
    [{ paused: "yes" }, "paused", /must be true or false/],
  ])("but not by %j", async (wrong, path, message) => {
    const { key_id } = await create();
    const error = await errorOf(await patch(key_id, wrong));
    const fault = { path, message: expect.stringMatching(message) };
    expect(error).toMatchObject({ code: "invalid_request", errors: expect.arrayContaining([fault]) });
  });

  it("and an end is taken back", async () => {
    const { key, key_id } = await create({ expires_at: new Date(clock.now().getTime() + hourMs).toISOString() });
    await patch(key_id, { expires_at: null });
    clock.advance(2 * hourMs);
    expect(await isLetIn(key)).toBe(true);
  });
});

describe("a paused key", () => {
  it("is refused with a sentence until it goes on, both on record", async () => {
    const { key, key_id } = await create({ name: "batch" });
    expect(await isLetIn(key)).toBe(true);
    expect(KeyEntry.parse(await (await patch(key_id, { paused: true })).json())).toMatchObject({ state: "paused" });
    const response = await as(key, { path: "/jobs" });
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toMatchObject({
      code: "forbidden",
      error: "The API key 'batch' is paused.",
      hint: expect.stringContaining(`npm run key:resume -- ${key_id}`),
    });
    await patch(key_id, { paused: false });
    expect(await isLetIn(key)).toBe(true);
    expect((await audited(key_id)).map(({ kind }) => kind)).toEqual(["key.resumed", "key.paused", "key.created"]);
  });
});

describe("a key with addresses", () => {
  it("is refused elsewhere, with the address that was seen, on every way in", async () => {
    const { key } = await create({ addresses: ["203.0.113.0/24"] });
    expect(await isLetIn(key, comingFrom("::ffff:203.0.113.9"))).toBe(true);
    const rpc = { jsonrpc: "2.0", id: 1, method: "tools/list" };
    const mcp = { host: "127.0.0.1:8000", accept: "application/json, text/event-stream" };
    for (const sent of [
      { path: "/jobs" },
      { path: "/orchestrate", body: { intent: "system.whoami", inputs: {} } },
      { path: "/openapi.json" },
    ]) {
      const response = await as(key, { ...sent, headers: comingFrom("198.51.100.1") });
      expect(response.status).toBe(403);
      expect((await errorOf(response)).error).toBe("The API key may not be used from 198.51.100.1.");
    }
    const refused = await as(key, { path: "/mcp", body: rpc, headers: { ...mcp, ...comingFrom("198.51.100.1") } });
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("198.51.100.1")]);
    const taken = await as(key, { path: "/mcp", body: rpc, headers: { ...mcp, ...comingFrom("203.0.113.1") } });
    expect(taken.status).toBe(200);
  });

  it("is refused where nobody can tell the address, whatever headers claim one", async () => {
    const { key } = await create({ addresses: ["0.0.0.0/0", "::/0"] });
    const forged = { "x-forwarded-for": "203.0.113.1", forwarded: "for=203.0.113.1", "x-real-ip": "203.0.113.1" };
    const own = { [peerHeader]: `guess ${Buffer.from('{"address":"203.0.113.1"}').toString("base64url")}` };
    for (const headers of [{}, forged, own]) {
      const error = await errorOf(await as(key, { path: "/jobs", headers }));
      expect(error).toMatchObject({ code: "forbidden", error: expect.stringContaining("cannot be told") });
    }
  });
});

describe("the list", () => {
  it("comes in pages, newest first, and by state", async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      clock.advance(1);
      made.unshift((await create()).key_id);
    }
    await patch(made[1] ?? "", { paused: true });
    await revoke(made[2] ?? "");
    const seen: string[] = [];
    let path = "/keys?limit=2";
    for (let page = 0; page < 3; page++) {
      const { keys, next_cursor } = KeyList.parse(await (await byAdmin({ path })).json());
      seen.push(...keys.map(({ key_id }) => key_id));
      path = `/keys?limit=2&cursor=${next_cursor}`;
    }
    expect(seen.slice(0, 5)).toEqual(made);
    const inState = async (state: string) =>
      KeyList.parse(await (await byAdmin({ path: `/keys?limit=100&state=${state}` })).json()).keys.map(
        (key) => key.key_id,
      );
    expect(await inState("active")).toEqual(expect.arrayContaining([made[0], made[3], made[4]]));
    expect(await inState("paused")).toContain(made[1]);
    expect(await inState("revoked")).toContain(made[2]);
    expect(await inState("expired")).not.toContain(made[0]);
    for (const query of ["limit=0", "limit=101", "cursor=1", "state=lost", "sort=name"]) {
      expect((await byAdmin({ path: `/keys?${query}` })).status).toBe(400);
    }
  });

  it("says when a key was used, to the minute, and a refused call is no use", async () => {
    const { key, key_id } = await create({ addresses: ["::1"] });
    const usedAt = async () => {
      await writeKeyUses(app.ctx);
      return (await entryOf(key_id)).last_used_at;
    };
    await as(key, { path: "/jobs" });
    expect(await usedAt()).toBeNull();
    const first = clock.now().toISOString();
    await isLetIn(key, comingFrom("::1"));
    expect(await usedAt()).toBe(first);
    clock.advance(59_000);
    await isLetIn(key, comingFrom("::1"));
    expect(await usedAt()).toBe(first);
    clock.advance(1_000);
    await isLetIn(key, comingFrom("::1"));
    expect(await usedAt()).toBe(clock.now().toISOString());
  });
});

describe("whoever is no admin", () => {
  const requests = (id: string): Sent[] => [
    { path: "/keys" },
    { path: "/keys", body: { name: "mine", rights: ["admin"] } },
    { path: `/keys/${id}` },
    { method: "PATCH", path: `/keys/${id}`, body: { rights: ["admin"] } },
    { method: "DELETE", path: `/keys/${id}` },
    { method: "POST", path: `/keys/${id}/rotate` },
    { method: "POST", path: `/keys/${id}/callback-secret` },
  ];

  it.each(["viewer", "operator"] satisfies UserRole[])("as a %s neither sees nor changes a key", async (role) => {
    const user = await addUser(app.ctx, { email: `${role}@example.com`, role });
    const browser = createBrowser(app);
    await browser.signIn(user.email, testPassword);
    const { key_id } = await create();
    for (const sent of requests(key_id)) expect((await browser.send(sent)).status).toBe(403);
  });

  it("with a key of every other right neither, with that key itself least of all; without one nobody is asked", async () => {
    const { key, key_id } = await create({ rights: ["approve", "jobs_of_others"] });
    for (const sent of requests(key_id)) {
      expect((await as(key, sent)).status).toBe(403);
      expect((await as(undefined, sent)).status).toBe(401);
    }
    expect(await isLetIn(key)).toBe(true);
  });

  it("as a page elsewhere, with an admin's cookie, changes nothing", async () => {
    const user = await addUser(app.ctx, { email: "boss@example.com", role: "admin" });
    const browser = createBrowser(app);
    await browser.signIn(user.email, testPassword);
    const { key, key_id } = await create();
    for (const sent of requests(key_id).filter(({ method, body }) => method || body)) {
      const response = await browser.send({ ...sent, headers: { origin: "https://evil.example" } });
      expect(response.status).toBe(403);
    }
    expect(await isLetIn(key)).toBe(true);
  });

  it("and who is one meets 404 where there is no such key", async () => {
    const gone = await create();
    await revoke(gone.key_id);
    for (const id of ["key_none", gone.key_id]) {
      for (const response of [await patch(id, { name: "x" }), await rotate(id), await revoke(id)]) {
        expect(response.status).toBe(404);
      }
    }
    expect((await byAdmin({ path: "/keys/key_none" })).status).toBe(404);
    expect((await byAdmin({ method: "POST", path: "/keys/key_none/callback-secret" })).status).toBe(404);
  });
});
