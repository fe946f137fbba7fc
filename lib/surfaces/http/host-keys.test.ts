import type { ServerChannel } from "ssh2";
import { afterEach, expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { HostCheck, HostEntry, ShownHostKey } from "@/lib/contracts/host";
import { closeAll } from "@/lib/engines/ssh/pool";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { startSwitchingProxy } from "@/lib/testing/switching-proxy";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const machine = await startSshStandIn();
const impostor = await startSshStandIn();
const proxy = await startSwitchingProxy(machine.port);
const app = await createTestApp();
const key = await app.createKey({ rights: ["admin"] });
const [own, foreign] = [machine, impostor].map(({ fingerprints }) => fingerprints[0]?.fingerprint ?? "");
let made = 0;

afterEach(() => closeAll());

const post = (path: string, body?: unknown) =>
  app.send({ method: "POST", path, key, ...(body !== undefined && { body }) });

/** A host of the inventory behind the address where the machine is exchanged. */
async function add(changes: object = {}): Promise<HostEntry> {
  proxy.targetPort = machine.port;
  const { auth } = machine.target();
  const private_key = auth.kind === "key" ? auth.privateKey : "";
  const host = {
    alias: `h${++made}`,
    address: "127.0.0.1",
    port: proxy.port,
    user: "deploy",
    auth: { kind: "key", private_key },
  };
  return HostEntry.parse(await (await post("/hosts", { ...host, ...changes })).json());
}

const show = async (id: string) => ShownHostKey.parse(await (await post(`/hosts/${id}/host-key`)).json());
const accept = (id: string, fingerprint = own) => post(`/hosts/${id}/accept-key`, { fingerprint });
const check = async (id: string) => HostCheck.parse(await (await post(`/hosts/${id}/check`)).json());
const keyRows = async (id: string) => {
  const list = AuditList.parse(await (await app.send({ path: "/audit?limit=100", key })).json());
  return list.entries.filter(({ kind, subject }) => kind.startsWith("host_key.") && subject === id).toReversed();
};

it("shows the key of a host that nobody has accepted, and sends nothing to it", async () => {
  const { host_id: id, alias } = await add();
  machine.asked.length = 0;
  expect(await show(id)).toEqual({
    host_id: id,
    algorithm: "ssh-ed25519",
    fingerprint: own,
    accepted: false,
    matches: null,
  });
  expect(await check(id)).toMatchObject({
    state: "failed",
    detail: expect.stringContaining("Nobody has accepted the key"),
    fix: expect.stringContaining(`npm run host:show-key -- ${alias}`),
  });
  expect(machine.asked).toEqual([]);
  expect(await keyRows(id)).toEqual([]);
});

it("accepts a key that the host shows, after which it is let in and takes a command", async () => {
  const { host_id: id } = await add();
  const accepted = await accept(id);
  expect(accepted.status).toBe(200);
  expect(HostEntry.parse(await accepted.json()).host_key).toEqual({ algorithm: "ssh-ed25519", fingerprint: own });
  expect(await show(id)).toMatchObject({ accepted: true, matches: true });
  expect(await check(id)).toEqual({
    host_id: id,
    state: "ok",
    detail: "It let 'deploy' in and took a command.",
    fix: null,
  });
  expect(await keyRows(id)).toMatchObject([
    { kind: "host_key.accepted", data: { fingerprint: own, previous_fingerprint: null } },
  ]);
});

it("accepts no other key than the host shows at this moment, and writes that down", async () => {
  const { host_id: id } = await add();
  const refused = await accept(id, foreign);
  expect(refused.status).toBe(502);
  expect(await errorOf(refused)).toMatchObject({ code: "host_key_mismatch" });
  expect((await (await app.send({ path: `/hosts/${id}`, key })).json()).host_key).toBeNull();
  expect(await keyRows(id)).toMatchObject([{ kind: "host_key.mismatch", data: { expected: foreign, presented: own } }]);
});

it("sends nothing to a host whose key has changed, and writes down each time that it is seen", async () => {
  const { host_id: id } = await add();
  await accept(id);
  proxy.targetPort = impostor.port;
  impostor.asked.length = 0;
  expect(await check(id)).toMatchObject({ state: "failed", detail: expect.stringContaining("does not show the key") });
  expect(await show(id)).toMatchObject({ fingerprint: foreign, accepted: true, matches: false });
  expect(await errorOf(await accept(id, own))).toMatchObject({ code: "host_key_mismatch" });
  expect(impostor.asked).toEqual([]);
  const data = { expected: own, presented: foreign };
  expect((await keyRows(id)).slice(1).map((row) => [row.kind, row.data])).toEqual(
    Array.from({ length: 3 }, () => ["host_key.mismatch", data]),
  );

  expect((await accept(id, foreign)).status).toBe(200);
  expect((await keyRows(id)).at(-1)).toMatchObject({
    kind: "host_key.accepted",
    data: { fingerprint: foreign, previous_fingerprint: own },
  });
});

it("says that the user's key is not taken, and that a host is switched off", async () => {
  const { host_id: id, alias } = await add({ enabled: false });
  await accept(id);
  const off = { state: "warning", fix: `npm run host:edit -- ${alias} --enabled true switches it on.` };
  expect(await check(id)).toMatchObject(off);
  const { auth } = impostor.target();
  const stranger = { auth: { kind: "key", private_key: auth.kind === "key" ? auth.privateKey : "" } };
  await app.send({ method: "PATCH", path: `/hosts/${id}`, key, body: stranger });
  expect(await check(id)).toMatchObject({ state: "failed", detail: expect.stringContaining("did not accept the key") });
  await app.send({
    method: "PATCH",
    path: `/hosts/${id}`,
    key,
    body: { auth: { kind: "agent", socket: "/no/agent" } },
  });
  expect(await check(id)).toMatchObject({ state: "failed", detail: expect.stringContaining("agent") });
});

it("says of a host whose shell cannot run a command that it took none", async () => {
  const odd = await startSshStandIn({ onExec: refuseCommands });
  const { auth } = odd.target();
  const private_key = auth.kind === "key" ? auth.privateKey : "";
  const { host_id: id } = await add({ port: odd.port, auth: { kind: "key", private_key } });
  await accept(id, odd.fingerprints[0]?.fingerprint);
  expect(await check(id)).toMatchObject({ state: "failed", detail: expect.stringContaining("shell ended") });
});

it("looks for the accepted key among several of a host, and takes another of them when told to", async () => {
  const several = await startSshStandIn({ hostKeys: ["ecdsa", "rsa", "ed25519"] });
  const [ecdsa, , ed25519] = several.fingerprints.map(({ fingerprint }) => fingerprint);
  const { host_id: id } = await add({ port: several.port });
  expect(await show(id)).toMatchObject({ fingerprint: ed25519 });
  expect((await accept(id, ed25519)).status).toBe(200);
  expect(await errorOf(await accept(id, ecdsa))).toMatchObject({ code: "host_key_mismatch" });
  const only = await startSshStandIn({ hostKeys: ["rsa"] });
  const { host_id: other } = await add({ port: only.port });
  await accept(other, only.fingerprints[0]?.fingerprint);
  expect(await show(other)).toMatchObject({ algorithm: "ssh-rsa", matches: true });
});

it("reads a key over a jump host, whose own key must be accepted first and must not change", async () => {
  const jump = await add();
  const { host_id: id } = await add({ port: impostor.port, jump_host: jump.alias });
  const unknown = await post(`/hosts/${id}/host-key`);
  expect(unknown.status).toBe(409);
  expect(await errorOf(unknown)).toMatchObject({
    code: "host_key_unknown",
    error: expect.stringContaining(`'${jump.alias}'`),
  });
  await accept(jump.host_id);
  expect(await show(id)).toMatchObject({ fingerprint: foreign, accepted: false });
  await closeAll();
  proxy.targetPort = impostor.port;
  expect(await errorOf(await post(`/hosts/${id}/host-key`))).toMatchObject({ code: "host_key_mismatch" });
  expect((await keyRows(jump.host_id)).at(-1)).toMatchObject({ data: { expected: own, presented: foreign } });
  expect(await keyRows(id)).toEqual([]);
});

/** As a login shell that is /usr/sbin/nologin. */
function refuseCommands(channel: ServerChannel): void {
  channel.exit(1);
  channel.close();
}
