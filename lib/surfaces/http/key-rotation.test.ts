import { describe, expect, it } from "vitest";
import { RotatedSecret } from "@/lib/contracts/callback";
import { CreatedKey, RotatedKey } from "@/lib/contracts/key";
import { parseEnv } from "@/lib/core/env";
import { signingSecrets } from "@/lib/records/callbacks/signing-secrets";
import { syncEnvironmentKey } from "@/lib/records/keys/sync-environment-key";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { comingFrom } from "@/lib/testing/coming-from";
import { createKeyOffice } from "@/lib/testing/key-office";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock, variables: { ORCHESTRATOR_APPROVAL_RULES: "memory.delete" } });
const office = createKeyOffice(app, await app.createKey({ rights: ["admin"] }));
const { as, byAdmin, isLetIn, create, patch, rotate, revoke, audited } = office;
const hourMs = 3_600_000;

describe("a rotation", () => {
  it("makes a key of the same scopes and owner; both work until the overlap is over", async () => {
    const user = await addUser(app.ctx, { email: "owner@example.com", role: "admin" });
    const browser = createBrowser(app);
    await browser.signIn(user.email, testPassword);
    const body = {
      name: "owned",
      intents: ["system.*", "memory.*"],
      namespace: "crm",
      addresses: ["::1"],
      burst: 2,
      rate_per_minute: 9,
    };
    const old = CreatedKey.parse(await (await browser.send({ path: "/keys", body })).json());
    expect(old.owner).toBe("owner@example.com");
    const response = await rotate(old.key_id, { overlap_s: 3_600 });
    expect(response.status).toBe(201);
    const { replaced, ...made } = RotatedKey.parse(await response.json());
    expect(made).toMatchObject({ ...body, owner: "owner@example.com", caller_id: old.key_id, replaces: old.key_id });
    expect(made.key).not.toBe(old.key);
    expect(replaced).toMatchObject({
      replaced_by: made.key_id,
      expires_at: new Date(clock.now().getTime() + hourMs).toISOString(),
    });
    expect([await isLetIn(old.key, comingFrom("::1")), await isLetIn(made.key, comingFrom("::1"))]).toEqual([
      true,
      true,
    ]);
    clock.advance(hourMs);
    expect([await isLetIn(old.key, comingFrom("::1")), await isLetIn(made.key, comingFrom("::1"))]).toEqual([
      false,
      true,
    ]);
    const [row] = await audited(old.key_id);
    expect(row).toMatchObject({ kind: "key.rotated", data: { new_key: made.key_id } });
    expect(JSON.stringify(row)).not.toContain(made.key.slice(8));
  });

  it("never lengthens the life of the key before, and gives the new one its end or another", async () => {
    const end = new Date(clock.now().getTime() + hourMs).toISOString();
    const [one, two] = [await create({ expires_at: end }), await create({ expires_at: end })];
    const same = RotatedKey.parse(await (await rotate(one.key_id)).json());
    expect([same.expires_at, same.replaced.expires_at]).toEqual([end, end]);
    const other = RotatedKey.parse(await (await rotate(two.key_id, { overlap_s: 60, expires_at: null })).json());
    expect([other.expires_at, other.replaced.expires_at]).toEqual([
      null,
      new Date(clock.now().getTime() + 60_000).toISOString(),
    ]);
  });

  it("without an overlap ends the key before at once", async () => {
    const old = await create();
    const made = RotatedKey.parse(await (await rotate(old.key_id, { overlap_s: 0 })).json());
    expect([await isLetIn(old.key), await isLetIn(made.key)]).toEqual([false, true]);
  });

  it("keeps one caller: jobs, their repeats and the callback secret go on, over several rotations", async () => {
    const first = await create();
    const call = (key: string) =>
      as(key, {
        path: "/orchestrate",
        body: { intent: "memory.write", inputs: { text: "once" }, idempotency_key: "k1" },
      });
    const { job_id } = (await (await call(first.key)).json()) as { job_id: string };
    const secrets = await signingSecrets(app.ctx, { callerId: first.key_id });
    const second = RotatedKey.parse(await (await rotate(first.key_id)).json());
    const third = RotatedKey.parse(await (await rotate(second.key_id)).json());
    expect([third.replaces, third.caller_id]).toEqual([second.key_id, first.key_id]);
    const again = await call(third.key);
    expect([again.headers.get("idempotency-replayed"), await again.json()]).toMatchObject(["true", { job_id }]);
    expect((await as(third.key, { path: `/jobs/${job_id}` })).status).toBe(200);
    expect((await as(await app.createKey(), { path: `/jobs/${job_id}` })).status).toBe(404);
    expect(await signingSecrets(app.ctx, { callerId: third.caller_id })).toEqual(secrets);
  });

  it("keeps one set of limits: what is changed for one of its keys holds for both", async () => {
    const old = await create({ rate_per_minute: 60, burst: 5 });
    const { key, key_id } = RotatedKey.parse(await (await rotate(old.key_id)).json());
    expect((await patch(key_id, { burst: 1, concurrent_max: 2 })).status).toBe(200);
    const limits = { rate_per_minute: 60, burst: 1, concurrent_max: 2 };
    expect(await office.entryOf(old.key_id)).toMatchObject(limits);
    const whoami = { path: "/orchestrate", body: { intent: "system.whoami", inputs: {} } };
    const statuses = [];
    for (const one of [old.key, key, old.key, key]) statuses.push((await as(one, whoami)).status);
    expect(statuses).toEqual([200, 429, 429, 429]);
  });

  it("keeps one budget: that of its newest key is its caller's", async () => {
    const old = await create();
    const made = RotatedKey.parse(await (await rotate(old.key_id)).json());
    const body = { scope: "key", subject: made.key_id, period: "day", hard: 1 };
    const budget = await (await byAdmin({ path: "/budgets", body })).json();
    expect(budget).toMatchObject({ subject: old.key_id, name: "key made" });
  });

  it("is made once a key: the one that took over is named, unless that was revoked", async () => {
    const old = await create();
    const made = RotatedKey.parse(await (await rotate(old.key_id)).json());
    const error = await errorOf(await rotate(old.key_id));
    expect(error).toMatchObject({ code: "already_exists", error: expect.stringContaining(made.key_id) });
    await revoke(made.key_id);
    expect((await rotate(old.key_id)).status).toBe(201);
  });

  it("of one key by two admins at once makes one successor", async () => {
    const { key_id } = await create();
    const answers = await Promise.all([rotate(key_id), rotate(key_id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it.each([
    [{ overlap_s: -1 }, "overlap_s"],
    [{ overlap_s: 30 * 24 * 3_600 + 1 }, "overlap_s"],
    [{ overlap_s: 0.5 }, "overlap_s"],
    [{ name: "x" }, "name"],
    [{ expires_at: "2001-01-01T00:00:00Z" }, "expires_at"],
  ])("is refused for %j", async (wrong, path) => {
    const { key_id } = await create();
    expect(await errorOf(await rotate(key_id, wrong))).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it("is no way around a pause or an end", async () => {
    const paused = await create();
    await patch(paused.key_id, { paused: true });
    expect((await errorOf(await rotate(paused.key_id))).error).toContain("is paused");
    const late = await create({ expires_at: new Date(clock.now().getTime() + 1_000).toISOString() });
    clock.advance(1_000);
    expect((await errorOf(await rotate(late.key_id))).error).toContain("is expired");
  });

  it("gives nobody a second pair of eyes: the new key cannot decide what the one before asked for", async () => {
    const old = await create({ rights: ["approve"] });
    const body = { intent: "memory.delete", inputs: { item_id: `mem_${"0".repeat(26)}` } };
    const asked = (await (await as(old.key, { path: "/orchestrate", body })).json()) as { approval: { id: string } };
    const made = RotatedKey.parse(await (await rotate(old.key_id)).json());
    const path = `/approvals/${asked.approval.id}`;
    for (const key of [old.key, made.key]) {
      const { hash } = (await (await as(key, { path })).json()) as { hash: string };
      const decided = await as(key, { path, body: { decision: "approve", hash, reason: "looks right" } });
      expect(await errorOf(decided)).toMatchObject({ error: expect.stringContaining("Whoever asked cannot decide") });
    }
  });
});

describe("the callback secret of a key", () => {
  it("is made anew by an admin, as that of the caller that it is, and on record without the secret", async () => {
    const old = await create();
    const made = RotatedKey.parse(await (await rotate(old.key_id)).json());
    const response = await byAdmin({ method: "POST", path: `/keys/${made.key_id}/callback-secret` });
    expect(response.status).toBe(200);
    const { caller_id, secret } = RotatedSecret.parse(await response.json());
    expect(caller_id).toBe(old.key_id);
    expect((await signingSecrets(app.ctx, { callerId: old.key_id }))[0]).toBe(secret);
    const body = { caller_id: made.key_id };
    expect(await (await byAdmin({ path: "/callback-secret/rotate", body })).json()).toMatchObject({ caller_id });
    const rows = (await audited(old.key_id)).filter(({ kind }) => kind === "callback_secret.rotated");
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain("whsec_");
  });
});

describe("the environment's key", () => {
  it("is changed, paused and rotated by the environment alone", async () => {
    const env = parseEnv({ ORCHESTRATOR_API_KEY: "a key that the environment gives" });
    await syncEnvironmentKey({ ...app.ctx, env });
    const id = "key_environment";
    for (const response of [await patch(id, { name: "x" }), await patch(id, { paused: true }), await rotate(id)]) {
      expect(response.status).toBe(403);
      expect((await errorOf(response)).error).toMatch(/^The key of ORCHESTRATOR_API_KEY cannot be \w+ here/);
    }
    expect((await revoke(id)).status).toBe(200);
  });
});
