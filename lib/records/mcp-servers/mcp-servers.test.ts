import { expect, it } from "vitest";
import { CreateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { parseEnv } from "@/lib/core/env";
import { mcpCatalogs, mcpCredentials, mcpServers, mcpSignIns } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { saveMcpCatalog } from "@/lib/records/mcp-catalogs/save-mcp-catalog";
import { putMcpCredential } from "@/lib/records/mcp-credentials/put-mcp-credential";
import { forgetRemembered } from "@/lib/records/remember";
import { mcpCatalog } from "@/lib/testing/mcp-catalog";
import { createTestContext } from "@/lib/testing/test-context";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";
import { createMcpServer } from "./create-mcp-server";
import { deleteMcpServer } from "./delete-mcp-server";
import { findMcpServer } from "./find-mcp-server";
import { getMcpServer } from "./get-mcp-server";
import { listMcpServers } from "./list-mcp-servers";
import { openMcpSecrets } from "./mcp-secrets";
import { mcpServerEntry } from "./mcp-server-entry";
import { updateMcpServer } from "./update-mcp-server";

const ctx = await createTestContext();
const otherKey = { ...ctx, secretKey: "another secret key, of 32 characters" };
let made = 0;

const add = (request: object, by: Context = ctx) =>
  createMcpServer(by, CreateMcpServerRequest.parse({ name: `s${++made}`, ...request }));
const http = { url: "https://mcp.example.com/mcp" };
const change = (id: string, given: Parameters<typeof updateMcpServer>[1]["change"], by: Context = ctx) =>
  updateMcpServer(by, { id, change: given });
/** As another process with this configuration sees it, which remembers nothing of ours. */
const withFile = (servers: object): Context => {
  forgetRemembered(ctx);
  return { ...ctx, env: parseEnv(writeMcpConfig(servers)) };
};

it("keeps variables and headers encrypted, and opens them for that server alone", async () => {
  const stdio = { command: "node", args: ["server.mjs"], cwd: "/srv", env: { A: "the variable", B: "" } };
  const { name } = await add(stdio);
  const server = await getMcpServer(ctx, name);
  expect(JSON.stringify(server)).not.toContain("the variable");
  expect(openMcpSecrets(ctx, server)).toEqual({ kind: "stdio", ...stdio });
  const remote = await getMcpServer(ctx, (await add({ ...http, headers: { "X-Key": "the header" } })).name);
  expect(openMcpSecrets(ctx, remote)).toEqual({ kind: "http", ...http, headers: { "X-Key": "the header" } });
  expect(() => openMcpSecrets(ctx, { ...server, sealed: remote.sealed })).toThrow("The variables of the MCP server");
  const bare = await getMcpServer(ctx, (await add(http)).name);
  expect(openMcpSecrets(otherKey, bare)).toEqual({ kind: "http", ...http, headers: {} });
});

it("cannot read what was stored with another secret key, says so, and takes it anew", async () => {
  const { name } = await add({ ...http, headers: { "X-Key": "old", "X-Old": "old" } });
  const server = await getMcpServer(ctx, name);
  expect(mcpServerEntry(otherKey, server)).toMatchObject({ header_names: null });
  const refusal = { code: "not_configured", hint: expect.stringContaining("ORCHESTRATOR_SECRET_KEY has changed") };
  expect(() => openMcpSecrets(otherKey, server)).toThrow(expect.objectContaining(refusal));
  expect(await change(name, { headers: { "X-Key": "new" } }, otherKey)).toMatchObject({ header_names: ["X-Key"] });
  expect(openMcpSecrets(otherKey, await getMcpServer(otherKey, name))).toMatchObject({ headers: { "X-Key": "new" } });
});

it.each([
  ["a header", { headers: { "X-Key": "2" } }],
  ["its address", { url: "https://mcp.example.com/other" }],
  ["its kind", { command: "node" }],
])(
  "has another version once %s changes, the same for whoever looks, and none that tells its secrets",
  async (_, given) => {
    const { name } = await add({ ...http, headers: { "X-Key": "1" } });
    const versionOf = async (by: Context = ctx) => (await getMcpServer(by, name)).version;
    const first = await versionOf();
    await change(name, { trusted: true, approval: "always", timeout_s: 5 });
    expect(await versionOf()).toBe(first);
    forgetRemembered(ctx);
    expect(await versionOf(otherKey)).not.toBe(first);
    forgetRemembered(ctx);
    await change(name, given);
    expect(await versionOf()).not.toBe(first);
  },
);

it("has another version for another value in the file, and the same for the same", async () => {
  const versionOf = async (value: string) => {
    const by = withFile({ filed: { ...http, headers: { "X-Key": value } } });
    return (await findMcpServer(by, "filed"))?.version;
  };
  const first = await versionOf("1");
  expect(await versionOf("1")).toBe(first);
  expect(await versionOf("2")).not.toBe(first);
  forgetRemembered(ctx);
});

it("opens the secrets of a server of the file, and has them in nothing that it lists", async () => {
  const by = withFile({ filed: { command: "node", env: { A: "the variable" } } });
  const server = await getMcpServer(by, "filed");
  expect(server).toMatchObject({ id: null, source: "file", isEnabled: true });
  expect(openMcpSecrets(by, server)).toMatchObject({ kind: "stdio", env: { A: "the variable" } });
  expect(JSON.stringify(await listMcpServers(by))).not.toContain("the variable");
  forgetRemembered(ctx);
});

it("lets a server of the file take the place of a row of its name, whatever the capitals", async () => {
  const { name, server_id } = await add(http);
  const by = withFile({ [name]: { url: "https://file.example/mcp" } });
  expect(await findMcpServer(by, name)).toMatchObject({ source: "file" });
  const row = await getMcpServer(by, server_id ?? "");
  expect(row).toMatchObject({ isEnabled: false, fault: expect.stringContaining(`has a server '${name}'`) });
  expect(mcpServerEntry(by, row)).toMatchObject({ enabled: true });
  const inCapitals = withFile({ [name.toUpperCase()]: http });
  expect(await findMcpServer(inCapitals, name)).toMatchObject({ source: "row", isEnabled: false });
  expect(await deleteMcpServer(by, server_id ?? "")).toMatchObject({ name });
  forgetRemembered(ctx);
});

it("finds a server as it is spelt, off or on, and none of another spelling", async () => {
  const { name } = await add({ name: "Spelt", ...http, enabled: false });
  expect(await findMcpServer(ctx, name)).toMatchObject({ name, isEnabled: false, fault: null });
  expect(await findMcpServer(ctx, "spelt")).toBeNull();
  await expect(getMcpServer(ctx, "spelt")).rejects.toMatchObject({ code: "not_found" });
});

it("removes catalogs, credentials and sign-ins with a server, and leaves those of others", async () => {
  const [{ name }, { name: other }] = [await add(http), await add(http)];
  const at = ctx.clock.now();
  for (const serverName of [name, other]) {
    await saveMcpCatalog(ctx, mcpCatalog({ key: `key of ${serverName}`, serverName, fetchedAt: at }));
    await putMcpCredential(ctx, { server: serverName, request: { caller_id: "*", headers: { A: "x" } } });
    const signIn = { stateHash: serverName, serverName, callerId: "*", sealed: "", createdAt: at, expiresAt: at };
    await ctx.db.insert(mcpSignIns).values(signIn);
  }
  await deleteMcpServer(ctx, name);
  for (const table of [mcpCatalogs, mcpCredentials, mcpSignIns]) {
    expect((await ctx.db.select().from(table)).map(({ serverName }) => serverName)).toEqual([other]);
  }
});

it("gives a new server nothing that one of the file has left under its name", async () => {
  const by = withFile({ heir: http });
  await putMcpCredential(by, { server: "heir", request: { caller_id: "*", headers: { A: "x" } } });
  forgetRemembered(ctx);
  await add({ name: "heir", ...http });
  expect((await ctx.db.select().from(mcpCredentials)).map(({ serverName }) => serverName)).not.toContain("heir");
});

it("keeps two that are added at once apart by their names", async () => {
  const both = await Promise.allSettled([add({ name: "Twin", ...http }), add({ name: "twin", ...http })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("takes 50 servers, those of the file among them", async () => {
  const by = withFile({ one: http, two: http });
  const there = await ctx.db.$count(mcpServers);
  for (let i = there; i < 48; i++) await add(http, by);
  await expect(add(http, by)).rejects.toMatchObject({ code: "limit_reached" });
  forgetRemembered(ctx);
});
