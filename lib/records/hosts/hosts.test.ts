import { expect, it } from "vitest";
import type { CreateHostRequest, UpdateHostRequest } from "@/lib/contracts/host";
import { createId } from "@/lib/core/ids";
import { hosts as hostsTable } from "@/lib/db/schema-actions";
import { listAudit } from "@/lib/records/audit/list-audit";
import { verifyAudit } from "@/lib/records/audit/verify-audit";
import { hostRequest } from "@/lib/testing/host-request";
import { createTestContext, testActor } from "@/lib/testing/test-context";
import { acceptHostKey } from "./accept-host-key";
import { createHost } from "./create-host";
import { deleteHost } from "./delete-host";
import { getHost } from "./get-host";
import { openHostAuth } from "./host-auth";
import { hostTarget } from "./host-target";
import { listHosts } from "./list-hosts";
import { updateHost } from "./update-host";

const ctx = await createTestContext();
let made = 0;

const add = (changes: Partial<CreateHostRequest> = {}) =>
  createHost(ctx, hostRequest({ alias: `h${++made}`, ...changes }));
const change = (id: string, given: UpdateHostRequest) => updateHost(ctx, { id, change: given });
const lastRow = async () => (await listAudit(ctx, { limit: 1 })).entries[0];
const countRows = async () => (await listAudit(ctx, { limit: 100 })).entries[0]?.seq ?? 0;
const hostKey = { algorithm: "ssh-ed25519", fingerprint: `SHA256:${"A".repeat(43)}` };
const otherKey = { algorithm: "ssh-ed25519", fingerprint: `SHA256:${"B".repeat(43)}` };

it("keeps a key and its passphrase encrypted, and opens them for that host alone", async () => {
  const request = hostRequest();
  const auth = { kind: "key", private_key: "the private key", passphrase: "the passphrase" } as const;
  const entry = await createHost(ctx, { ...request, auth });
  const row = await getHost(ctx, entry.host_id);
  expect(JSON.stringify(row)).not.toMatch(/the pass|the priv|PRIVATE/);
  expect(entry).toMatchObject({ alias: "web-1", auth: { kind: "key" }, host_key: null, jump_host: null });
  expect(openHostAuth(ctx, row)).toEqual(auth);
  expect(() => openHostAuth(ctx, { ...row, id: "host_other" })).toThrow("cannot be read");
  expect(() => openHostAuth({ secretKey: "another secret key, of 32 characters" }, row)).toThrow("cannot be read");
});

it("writes down who added a host and what it is, without what it is reached with", async () => {
  const { host_id } = await add({ four_eyes: true, tags: ["prod"] });
  const row = await lastRow();
  expect(row).toMatchObject({
    kind: "host.created",
    subject: host_id,
    actor: { kind: "key", id: testActor.id, name: testActor.name },
    data: { address: "192.0.2.5", user: "deploy", four_eyes: true, tags: ["prod"], auth: "key", host_key: null },
  });
  expect(JSON.stringify(row)).not.toContain("PRIVATE");
});

it("refuses a second host of one alias, when it is added and when it is changed", async () => {
  const first = await add();
  const second = await add();
  const taken = { code: "already_exists", errors: [{ path: "alias", message: "is taken already" }] };
  await expect(add({ alias: first.alias })).rejects.toMatchObject(taken);
  await expect(change(second.host_id, { alias: first.alias })).rejects.toMatchObject(taken);
  expect(await change(second.host_id, { alias: second.alias, user: "ops" })).toMatchObject({ user: "ops" });
});

it("names a jump host by its alias, which may change, and refuses one that is not there", async () => {
  const jump = await add();
  const beyond = await add({ jump_host: jump.alias });
  expect(beyond.jump_host).toBe(jump.alias);
  await change(jump.host_id, { alias: "renamed" });
  expect(await change(beyond.host_id, { user: "ops" })).toMatchObject({ jump_host: "renamed" });
  const unknown = { code: "invalid_request", errors: [{ path: "jump_host", message: "is no host of the inventory" }] };
  await expect(add({ jump_host: "nowhere" })).rejects.toMatchObject(unknown);
  await expect(change(beyond.host_id, { jump_host: "nowhere" })).rejects.toMatchObject(unknown);
  expect(await change(beyond.host_id, { jump_host: null })).toMatchObject({ jump_host: null });
});

it("refuses a circle of jumps, and a fourth jump wherever the chain is made longer", async () => {
  const [a, b, c, d] = [await add(), await add(), await add(), await add()];
  const bad = (says: string) => ({ code: "invalid_request", detail: expect.stringContaining(says) });
  await expect(change(a.host_id, { jump_host: a.alias })).rejects.toMatchObject(bad("leads in a circle"));
  await change(a.host_id, { jump_host: b.alias });
  await expect(change(b.host_id, { jump_host: a.alias })).rejects.toMatchObject(bad("leads in a circle"));
  await change(b.host_id, { jump_host: c.alias });
  await change(c.host_id, { jump_host: d.alias });
  await expect(add({ jump_host: a.alias })).rejects.toMatchObject(bad("more than 3 jumps"));
  const e = await add();
  await expect(change(d.host_id, { jump_host: e.alias })).rejects.toMatchObject(bad("more than 3 jumps"));
  const hosts = await listHosts(ctx);
  const target = hostTarget(ctx, { host: await getHost(ctx, a.host_id), hosts });
  expect(target.jump?.jump?.jump).toMatchObject({ alias: d.alias, jump: null });
});

it("refuses to remove a jump host while another needs it, and its own removal is written down", async () => {
  const jump = await add();
  const beyond = await add({ jump_host: jump.alias });
  const before = await countRows();
  const inUse = { code: "host_in_use", detail: `'${jump.alias}' is the jump host of '${beyond.alias}'.` };
  await expect(deleteHost(ctx, jump.host_id)).rejects.toMatchObject(inUse);
  expect(await countRows()).toBe(before);
  await deleteHost(ctx, beyond.host_id);
  await deleteHost(ctx, jump.host_id);
  expect(await lastRow()).toMatchObject({ kind: "host.removed", subject: jump.host_id, data: { alias: jump.alias } });
  await expect(deleteHost(ctx, jump.host_id)).rejects.toMatchObject({ code: "host_not_found" });
  await expect(change(jump.host_id, {})).rejects.toMatchObject({ code: "host_not_found" });
});

it("keeps the accepted key through any change but that of the address or the port", async () => {
  const jump = await add();
  const { host_id: id } = await add();
  const accept = async () => acceptHostKey(ctx, { host: await getHost(ctx, id), hostKey });
  expect((await accept()).host_key).toEqual(hostKey);
  const kept = { alias: "kept", user: "ops", jump_host: jump.alias, enabled: false, auth: hostRequest().auth };
  expect((await change(id, kept)).host_key).toEqual(hostKey);
  expect((await change(id, { address: "192.0.2.5", port: 22 })).host_key).toEqual(hostKey);
  for (const elsewhere of [{ address: "192.0.2.6" }, { port: 2222 }]) {
    await accept();
    expect((await change(id, elsewhere)).host_key).toBeNull();
    expect((await lastRow())?.data).toMatchObject({ changed: { host_key: { from: hostKey, to: null } } });
  }
});

it("writes down what was changed, from what and to what, and of new credentials only that they are new", async () => {
  const { host_id: id, alias } = await add();
  await change(id, { sessions_max: 2, user: "deploy", auth: hostRequest().auth });
  const changed = { sessions_max: { from: 8, to: 2 }, auth: { from: "key", to: "key" } };
  expect(await lastRow()).toMatchObject({ kind: "host.changed", subject: id });
  expect((await lastRow())?.data).toEqual({ alias, changed });
  const before = await countRows();
  await change(id, { sessions_max: 2 });
  expect(await countRows()).toBe(before);
});

it("writes down an accepted key beside the one before", async () => {
  const { host_id, alias } = await add();
  const accept = async (key: typeof hostKey) => acceptHostKey(ctx, { host: await getHost(ctx, host_id), hostKey: key });
  await accept(hostKey);
  expect((await lastRow())?.data).toEqual({ alias, ...hostKey, previous_fingerprint: null });
  await accept(otherKey);
  expect(await lastRow()).toMatchObject({
    kind: "host_key.accepted",
    subject: host_id,
    data: { ...otherKey, previous_fingerprint: hostKey.fingerprint },
  });
});

it("accepts no key that was read at another address than the host has now", async () => {
  const { host_id } = await add();
  const seen = await getHost(ctx, host_id);
  await change(host_id, { port: 2222 });
  await expect(acceptHostKey(ctx, { host: seen, hostKey })).rejects.toMatchObject({ code: "host_key_unknown" });
  expect((await getHost(ctx, host_id)).hostKeyFingerprint).toBeNull();
});

it("lets one of two hosts become the other's jump host when both are told so at once", async () => {
  const [a, b] = [await add(), await add()];
  const ends = await Promise.allSettled([
    change(a.host_id, { jump_host: b.alias }),
    change(b.host_id, { jump_host: a.alias }),
  ]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("holds 500 hosts and no more, and a refused change leaves no row", async () => {
  const template = await getHost(ctx, (await add()).host_id);
  const missing = 500 - (await ctx.db.$count(hostsTable));
  const more = Array.from({ length: missing }, (_, i) => ({
    ...template,
    id: createId("host", i),
    alias: `many-${i}`,
  }));
  await ctx.db.insert(hostsTable).values(more);
  const before = await countRows();
  await expect(add()).rejects.toMatchObject({ code: "limit_reached" });
  expect(await countRows()).toBe(before);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: before });
});
