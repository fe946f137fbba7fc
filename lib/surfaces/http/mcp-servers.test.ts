import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { McpCredentialEntry, McpCredentialList } from "@/lib/contracts/mcp-credential";
import { McpServerEntry, McpServerList } from "@/lib/contracts/mcp-server";
import { createLog } from "@/lib/core/log";
import { queryRows } from "@/lib/db/database";
import { listAudit } from "@/lib/records/audit/list-audit";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";

const secret = "throwaway-secret-value";
const filed = {
  notes: {
    command: "node",
    args: ["notes.mjs", `--key=${"${"}NOTES_KEY}`],
    env: { NOTES_KEY: `${"${"}NOTES_KEY}` },
  },
  wiki: {
    url: `https://wiki.example/mcp?key=${"${"}NOTES_KEY}`,
    headers: { Authorization: `Bearer ${"${"}NOTES_KEY}` },
  },
};
const logged = new PassThrough();
const app = await createTestApp({
  variables: { ...writeMcpConfig(filed), NOTES_KEY: secret },
  log: createLog({ file: null, level: "trace", stream: logged }),
});
const admin = await app.createKey({ rights: ["admin"] });
const caller = await app.createKey({ rights: ["approve", "jobs_of_others"] });
const callerId = (await queryRows<{ id: string }>({ db: app.ctx.db, query: sql`select id from api_keys limit 1` }))[0]
  ?.id;

const filesystem = {
  name: "filesystem",
  command: "npx",
  args: ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"],
  env: { FS_TOKEN: secret },
};
const github = {
  name: "github",
  url: `https://api.example.com/mcp?key=${secret}&${secret}`,
  headers: { Authorization: `Bearer ${secret}` },
};
const send = (method: string, path: string, body?: unknown, key: string | undefined = admin) =>
  app.send({ method, path, key, ...(body !== undefined && { body }) });
const entryOf = async (response: Promise<Response>) => McpServerEntry.parse(await (await response).json());
const add = (body: unknown) => entryOf(send("POST", "/mcp-servers", body));
const created = await send("POST", "/mcp-servers", filesystem);
const made = McpServerEntry.parse(await created.json());
const remote = await add(github);
const one = `/mcp-servers/${made.server_id}`;
const other = `/mcp-servers/${remote.server_id}`;

it("shows a server to admins without its secrets, by its id and by its name, and lists it after the file's", async () => {
  expect(created.status).toBe(201);
  expect(made).toEqual({
    server_id: expect.stringMatching(/^mcp_[0-9a-z]{26}$/),
    source: "row",
    name: "filesystem",
    transport: "stdio",
    command: "npx",
    args: filesystem.args,
    cwd: null,
    env_names: ["FS_TOKEN"],
    trusted: false,
    approval: "never",
    timeout_s: 60,
    timeout_max_s: 600,
    enabled: true,
    fault: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  expect(remote).toMatchObject({ url: "https://api.example.com/mcp?key=...&...", header_names: ["Authorization"] });
  for (const id of [made.server_id, "filesystem"])
    expect(await entryOf(send("GET", `/mcp-servers/${id}`))).toEqual(made);
  const { servers } = McpServerList.parse(await (await send("GET", "/mcp-servers")).json());
  expect(servers.map(({ source, name }) => [source, name])).toEqual([
    ["file", "notes"],
    ["file", "wiki"],
    ["row", "filesystem"],
    ["row", "github"],
  ]);
});

it("shows a server of the file as it is written there, and leaves changing it to the file", async () => {
  expect(await entryOf(send("GET", "/mcp-servers/notes"))).toMatchObject({
    server_id: null,
    source: "file",
    args: filed.notes.args,
    env_names: ["NOTES_KEY"],
  });
  expect(await entryOf(send("GET", "/mcp-servers/wiki"))).toMatchObject({ url: "https://wiki.example/mcp?key=..." });
  for (const refused of [await send("PATCH", "/mcp-servers/notes", {}), await send("DELETE", "/mcp-servers/notes")]) {
    expect(refused.status).toBe(400);
    expect(await errorOf(refused)).toMatchObject({ hint: expect.stringContaining("ORCHESTRATOR_MCP_CONFIG") });
  }
});

it("changes what is given, and in variables and headers each name by itself", async () => {
  const change = { trusted: true, approval: "always", timeout_s: 700, headers: { "X-Team": "blue" } };
  expect(await entryOf(send("PATCH", other, change))).toMatchObject({
    trusted: true,
    approval: "always",
    timeout_s: 700,
    timeout_max_s: 700,
    header_names: ["Authorization", "X-Team"],
  });
  const removed = await entryOf(send("PATCH", other, { headers: { "x-team": null } }));
  expect(removed).toMatchObject({ header_names: ["Authorization"] });
  const elsewhere = await entryOf(send("PATCH", other, { url: "https://api.example.com:8443/mcp" }));
  expect(elsewhere).toMatchObject({ url: "https://api.example.com:8443/mcp", header_names: [] });
  await send("PATCH", other, { url: github.url, headers: github.headers });
});

it("begins without what was stored when it becomes a server of another kind", async () => {
  const { server_id: id } = await add({ ...filesystem, name: "changing" });
  const path = `/mcp-servers/${id}`;
  const changed = await entryOf(send("PATCH", path, { url: "https://x.example/mcp" }));
  expect(changed).toMatchObject({ transport: "http", header_names: [] });
  expect(await entryOf(send("PATCH", path, { command: "node" }))).toMatchObject({ args: [], env_names: [] });
  await send("DELETE", path);
});

const paths: [string, string, unknown?][] = [
  ["GET", "/mcp-servers"],
  ["POST", "/mcp-servers", filesystem],
  ["GET", one],
  ["PATCH", one, {}],
  ["DELETE", one],
  ["GET", `${one}/credentials`],
  ["PUT", `${one}/credentials`, { caller_id: "*", headers: { "X-Key": secret } }],
  ["DELETE", `${one}/credentials/crd_1`],
];

it.each(paths)("lets only admins %s %s", async (method, path, body) => {
  expect(await errorOf(await send(method, path, body, caller))).toMatchObject({ code: "forbidden" });
  const anonymous = await app.send({ method, path, ...(body !== undefined && { body }) });
  expect(anonymous.status).toBe(401);
});

it.each(paths.filter(([, path]) => path.startsWith(one)))(
  "finds no server for %s %s of another id",
  async (...args) => {
    const [method, path, body] = args;
    const answer = await send(method, path.replace(one, "/mcp-servers/mcp_nothing"), body);
    expect(answer.status).toBe(404);
    expect(await errorOf(answer)).toMatchObject({ error: "There is no MCP server 'mcp_nothing'." });
  },
);

const http = { name: "x", url: "https://x.example/mcp" };

it.each<[string, string, string, unknown, string, string]>([
  ["a second server of a name", "POST", "/mcp-servers", filesystem, "already_exists", "name"],
  ["a name in other capitals", "POST", "/mcp-servers", { ...http, name: "GitHub" }, "already_exists", "name"],
  ["a name of the file", "POST", "/mcp-servers", { ...http, name: "Notes" }, "already_exists", "name"],
  ["a name that is no segment", "POST", "/mcp-servers", { ...http, name: "a.b" }, "invalid_request", "name"],
  ["a name like an id", "POST", "/mcp-servers", { ...http, name: made.server_id }, "invalid_request", "name"],
  ["a field that is not known", "POST", "/mcp-servers", { ...http, colour: "red" }, "invalid_request", "colour"],
  ["neither command nor url", "POST", "/mcp-servers", { name: "x" }, "invalid_request", "command"],
  ["both", "POST", "/mcp-servers", { ...http, command: "node" }, "invalid_request", "url"],
  ["a whole command line", "POST", "/mcp-servers", { name: "x", command: "npx -y y" }, "invalid_request", "command"],
  ["arguments of an address", "POST", "/mcp-servers", { ...http, args: [] }, "invalid_request", "args"],
  ["a NUL", "POST", "/mcp-servers", '{"name":"x","command":"a\\u0000b"}', "invalid_json", "command"],
  [
    "a variable of no name",
    "POST",
    "/mcp-servers",
    { ...filesystem, env: { "A=B": "" } },
    "invalid_request",
    "env.A=B",
  ],
  ["a file's address", "POST", "/mcp-servers", { ...http, url: "file:///etc" }, "invalid_request", "url"],
  ["a user in it", "POST", "/mcp-servers", { ...http, url: `https://a:${secret}@x.example` }, "invalid_request", "url"],
  ["a reserved header", "POST", "/mcp-servers", { ...http, headers: { Host: "x" } }, "invalid_request", "headers.Host"],
  ["two of a header", "POST", "/mcp-servers", { ...http, headers: { A: "x", a: "y" } }, "invalid_request", "headers"],
  [
    "two lines in a header",
    "POST",
    "/mcp-servers",
    { ...http, headers: { A: `${secret}\r\nB: c` } },
    "invalid_request",
    "headers.A",
  ],
  ["a maximum below the time", "PATCH", one, { timeout_max_s: 5 }, "invalid_request", "timeout_max_s"],
  ["another name", "PATCH", one, { name: "y" }, "invalid_request", "name"],
  ["headers of a process", "PATCH", one, { headers: {} }, "invalid_request", "headers"],
  ["variables of an address", "PATCH", other, { env: {} }, "invalid_request", "env"],
  ["no caller", "PUT", `${other}/credentials`, { headers: { A: "x" } }, "invalid_request", "caller_id"],
  [
    "a caller that is none",
    "PUT",
    `${other}/credentials`,
    { caller_id: "key_0", headers: { A: "x" } },
    "invalid_request",
    "caller_id",
  ],
  [
    "a user that is none",
    "PUT",
    `${other}/credentials`,
    { caller_id: "usr_0", headers: { A: "x" } },
    "invalid_request",
    "caller_id",
  ],
  ["no headers", "PUT", `${other}/credentials`, { caller_id: "*", headers: {} }, "invalid_request", "headers"],
])("refuses %s", async (_what, method, path, body, code, field) => {
  const error = await errorOf(await send(method, path, body));
  expect(error).toMatchObject({ code });
  expect(error.errors?.[0]?.path).toBe(field);
  expect(JSON.stringify(error)).not.toContain(secret);
});

it("stores as whom a caller reaches a server, once for each, lists that without values, and removes it", async () => {
  const path = `${other}/credentials`;
  const put = async (caller_id: string, headers: object) =>
    McpCredentialEntry.parse(await (await send("PUT", path, { caller_id, headers })).json());
  const first = await put("*", { "X-Key": secret });
  expect(first).toMatchObject({
    server: "github",
    caller_id: "*",
    kind: "headers",
    header_names: ["X-Key"],
    origin: "https://api.example.com",
  });
  const again = await put("*", { "X-Other": secret });
  expect(again).toMatchObject({ credential_id: first.credential_id, header_names: ["X-Other"] });
  const own = await put(callerId ?? "", { Authorization: `Bearer ${secret}` });
  await put("local", { "X-Key": secret });
  const list = async () => McpCredentialList.parse(await (await send("GET", path)).json()).credentials;
  expect((await list()).map(({ caller_id }) => caller_id)).toEqual(["*", callerId, "local"]);
  expect((await send("DELETE", `/mcp-servers/github/credentials/${own.credential_id}`)).status).toBe(200);
  expect((await send("DELETE", `${path}/${own.credential_id}`)).status).toBe(404);
  expect(await list()).toHaveLength(2);
  const toProcess = await send("PUT", `${one}/credentials`, { caller_id: "*", headers: { A: "x" } });
  expect(await errorOf(toProcess)).toMatchObject({
    code: "invalid_request",
    error: "A server with a command takes no headers.",
  });
});

it("writes down who added, changed and removed what", async () => {
  const { server_id: id } = await add({ ...http, name: "audited" });
  const path = `/mcp-servers/${id}`;
  await send("PATCH", path, { approval: "always", headers: { "X-Key": secret } });
  await send("PATCH", path, { approval: "always" });
  await send("PUT", `${path}/credentials`, { caller_id: "*", headers: { "X-Key": secret } });
  await send("DELETE", path);
  const { entries } = await listAudit(app.ctx, { limit: 4 });
  expect(entries.map(({ kind, actor }) => [kind, actor.kind])).toEqual(
    ["mcp_server.removed", "mcp_credential.stored", "mcp_server.changed", "mcp_server.added"].map((kind) => [
      kind,
      "key",
    ]),
  );
  expect(entries[2]?.data).toEqual({
    name: "audited",
    changed: {
      approval: { from: "never", to: "always" },
      header_names: { from: [], to: ["X-Key"] },
      headers: ["X-Key"],
    },
  });
});

it("starts no program for a row where that is switched off, and says so of those that there are", async () => {
  const { env } = app.runtime;
  app.runtime.env = { ...env, mcp: { ...env.mcp, stdioFault: "starts a program, which is forbidden" } };
  const refused = await send("POST", "/mcp-servers", { ...filesystem, name: "y" });
  expect(refused.status).toBe(501);
  expect(await errorOf(refused)).toMatchObject({
    code: "not_configured",
    error: expect.stringContaining("is forbidden"),
  });
  expect(await errorOf(await send("PATCH", one, { args: [] }))).toMatchObject({ code: "not_configured" });
  const changed = await entryOf(send("PATCH", one, { approval: "destructive" }));
  expect(changed).toMatchObject({ enabled: true, fault: "It starts a program, which is forbidden." });
  app.runtime.env = env;
  expect(await entryOf(send("PATCH", one, { approval: "never" }))).toMatchObject({ fault: null });
});

it("shows no secret in any answer, row or line of the log", async () => {
  await send("PUT", `${other}/credentials`, { caller_id: "*", headers: { "X-Key": secret } });
  const answers: string[] = [];
  for (const [method, path, body] of paths.filter(([name]) => name !== "DELETE"))
    answers.push(await (await send(method, path, body)).text());
  answers.push(await (await send("GET", "/audit?limit=100")).text(), await (await send("GET", "/mcp-servers")).text());
  for (const name of ["mcp_credentials", "audit_log"]) {
    const query = sql`select coalesce(json_agg(t), '[]')::text as rows from ${sql.identifier(name)} t`;
    answers.push((await queryRows<{ rows: string }>({ db: app.ctx.db, query }))[0]?.rows ?? "");
  }
  const query = sql`select string_agg(secrets, ' ') as rows from mcp_servers`;
  answers.push((await queryRows<{ rows: string }>({ db: app.ctx.db, query }))[0]?.rows ?? "");
  logged.end();
  answers.push(await text(logged));
  expect(answers.at(-1)).toContain('"code":"already_exists"');
  expect(answers.at(-2)).toMatch(/^v1\..+ v1\./);
  for (const answer of answers) expect(answer).not.toContain(secret);
});
