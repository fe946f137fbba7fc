import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { HostEntry, HostList } from "@/lib/contracts/host";
import { HostNow } from "@/lib/contracts/host-run";
import { createLog } from "@/lib/core/log";
import { queryRows } from "@/lib/db/database";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { closeAll } from "@/lib/engines/ssh/pool";
import { sshBreakerTarget } from "@/lib/engines/ssh/ssh-breaker-target";
import { makeSshKey } from "@/lib/testing/make-ssh-key";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const logged = new PassThrough();
const app = await createTestApp({ log: createLog({ file: null, level: "trace", stream: logged }) });
const admin = await app.createKey({ rights: ["admin"] });
const caller = await app.createKey({ rights: ["approve", "jobs_of_others"] });
afterAll(() => closeAll());

const passphrase = "throwaway-passphrase";
const { private: privateKey, public: publicKey } = makeSshKey({ passphrase });
/** What stands in the middle of the key and nowhere else. */
const keyText = privateKey.split("\n")[3] ?? "";
const host = {
  alias: "web-1",
  address: "127.0.0.1",
  port: 1,
  user: "deploy",
  auth: { kind: "key", private_key: privateKey, passphrase },
};

const send = (method: string, path: string, body?: unknown, key: string | undefined = admin) =>
  app.send({ method, path, key, ...(body !== undefined && { body }) });
const created = await send("POST", "/hosts", host);
const createdText = await created.text();
const made = HostEntry.parse(JSON.parse(createdText));
const fingerprint = `SHA256:${"A".repeat(43)}`;

it("shows a host to admins without its credentials, lists it, changes it, removes it", async () => {
  expect(created.status).toBe(201);
  expect(made).toMatchObject({ alias: "web-1", auth: { kind: "key" }, host_key: null, intents: ["ssh.*"] });
  expect(await (await send("GET", `/hosts/${made.host_id}`)).json()).toEqual(made);
  expect(HostList.parse(await (await send("GET", "/hosts")).json()).hosts).toEqual([made]);
  const changed = await send("PATCH", `/hosts/${made.host_id}`, { tags: ["prod"], jump_host: null });
  expect(changed.status).toBe(200);
  expect(HostEntry.parse(await changed.json())).toMatchObject({ tags: ["prod"], auth: { kind: "key" } });
  const other = HostEntry.parse(await (await send("POST", "/hosts", { ...host, alias: "web-2" })).json());
  const removed = await send("DELETE", `/hosts/${other.host_id}`);
  expect(removed.status).toBe(200);
  expect(HostEntry.parse(await removed.json()).alias).toBe("web-2");
});

const one = `/hosts/${made.host_id}`;
const paths: [string, string, unknown?][] = [
  ["GET", "/hosts"],
  ["POST", "/hosts", host],
  ["GET", one],
  ["PATCH", one, {}],
  ["DELETE", one],
  ["GET", `${one}/now`],
  ["POST", `${one}/host-key`],
  ["POST", `${one}/accept-key`, { fingerprint }],
  ["POST", `${one}/check`],
];

it.each(paths)("lets only admins %s %s", async (method, path, body) => {
  expect(await errorOf(await send(method, path, body, caller))).toMatchObject({ code: "forbidden" });
  const anonymous = await app.send({ method, path, ...(body !== undefined && { body }) });
  expect(await errorOf(anonymous)).toMatchObject({ code: "unauthorized" });
});

it.each(paths.filter(([, path]) => path.startsWith(one)))("finds no host for %s %s of another id", async (...args) => {
  const [method, path, body] = args;
  const answer = await send(method, path.replace(one, "/hosts/host_nothing"), body);
  expect(answer.status).toBe(404);
  expect(await errorOf(answer)).toMatchObject({ code: "host_not_found" });
});

it.each<[string, string, string, unknown, string, string?]>([
  ["a second host of an alias", "POST", "/hosts", host, "already_exists", "alias"],
  ["a field that is not known", "POST", "/hosts", { ...host, colour: "red" }, "invalid_request", "colour"],
  [
    "an address that is an option",
    "POST",
    "/hosts",
    { ...host, address: "-oProxyCommand=x" },
    "invalid_request",
    "address",
  ],
  ["a user that is none", "POST", "/hosts", { ...host, user: "a b" }, "invalid_request", "user"],
  [
    "a jump host that is not there",
    "POST",
    "/hosts",
    { ...host, alias: "x", jump_host: "y" },
    "invalid_request",
    "jump_host",
  ],
  ["a jump over itself", "PATCH", one, { jump_host: "web-1" }, "invalid_request", "jump_host"],
  [
    "a public key",
    "PATCH",
    one,
    { auth: { kind: "key", private_key: publicKey } },
    "invalid_request",
    "auth.private_key",
  ],
  [
    "a key without its passphrase",
    "PATCH",
    one,
    { auth: { kind: "key", private_key: privateKey } },
    "invalid_request",
    "auth.private_key",
  ],
  [
    "another passphrase",
    "PATCH",
    one,
    { auth: { ...host.auth, passphrase: "wrong" } },
    "invalid_request",
    "auth.private_key",
  ],
  ["a fingerprint of MD5", "POST", `${one}/accept-key`, { fingerprint: "MD5:aa:bb" }, "invalid_request", "fingerprint"],
  ["nothing to accept", "POST", `${one}/accept-key`, {}, "invalid_request", "fingerprint"],
  ["a body that is no JSON", "POST", "/hosts", "{", "invalid_json", ""],
])("refuses %s", async (_what, method, path, body, code, field) => {
  const error = await errorOf(await send(method, path, body));
  expect(error).toMatchObject({ code });
  expect(error.errors?.[0]?.path).toBe(field);
});

it("answers 409 for a jump host in use", async () => {
  const beyond = { ...host, alias: "beyond", jump_host: "web-1" };
  const { host_id } = HostEntry.parse(await (await send("POST", "/hosts", beyond)).json());
  const refused = await send("DELETE", one);
  expect(refused.status).toBe(409);
  expect(await errorOf(refused)).toMatchObject({ code: "host_in_use" });
  await send("DELETE", `/hosts/${host_id}`);
});

it("says why a host cannot be looked at: nothing answers there", async () => {
  const shown = await send("POST", `${one}/host-key`);
  expect(shown.status).toBe(502);
  expect(await errorOf(shown)).toMatchObject({ code: "upstream_failed" });
  const accepted = await send("POST", `${one}/accept-key`, { fingerprint });
  expect(await errorOf(accepted)).toMatchObject({ code: "upstream_failed" });
});

it("tells whether a host is left alone, and for how long", async () => {
  const now = async () => HostNow.parse(await (await send("GET", `${one}/now`)).json());
  expect(await now()).toEqual({ breaker: { target: "ssh:web-1", state: "closed", retry_after_s: 0 }, runs: [] });
  const breaker = {
    target: sshBreakerTarget("web-1"),
    rules: { failuresMax: 2, restMs: 30_000 },
    isTargetsFault: () => true,
    detail: "",
    hint: "",
  };
  for (let n = 0; n < 2; n++) {
    await runThroughBreaker(breaker, () => Promise.reject(new Error("down"))).catch(() => {});
  }
  expect((await now()).breaker).toMatchObject({ state: "open", retry_after_s: 30 });
});

it("shows the key and its passphrase in no answer, no row and no line of the log", async () => {
  const answers = [createdText];
  for (const [method, path, body] of paths.filter(([name]) => name !== "DELETE"))
    answers.push(await (await send(method, path, body)).text());
  answers.push(await (await send("GET", "/audit?limit=100")).text());
  const tables = await queryRows<{ name: string }>({
    db: app.ctx.db,
    query: sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  });
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const query = sql`select coalesce(json_agg(t), '[]')::text as rows from ${sql.identifier(name)} t`;
    answers.push((await queryRows<{ rows: string }>({ db: app.ctx.db, query }))[0]?.rows ?? "");
  }
  logged.end();
  answers.push(await text(logged));
  expect(keyText.length).toBeGreaterThan(60);
  expect(answers.at(-1)).toContain('"code":"already_exists"');
  expect(answers.join("")).toContain('"auth":"v1.');
  for (const answer of answers) {
    expect(answer).not.toContain(keyText);
    expect(answer).not.toContain(passphrase);
    expect(answer).not.toContain("PRIVATE KEY-----\\n");
  }
});
