import { expect, it } from "vitest";
import { CreateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { createId } from "@/lib/core/ids";
import { apiKeys, users } from "@/lib/db/schema";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { updateMcpServer } from "@/lib/records/mcp-servers/update-mcp-server";
import { createTestContext } from "@/lib/testing/test-context";
import { findMcpCredential } from "./find-mcp-credential";
import { listMcpCredentials } from "./list-mcp-credentials";
import { putMcpCredential } from "./put-mcp-credential";

const ctx = await createTestContext();
const at = ctx.clock.now();
const key = createId("key", at.getTime());
const owner = createId("user", at.getTime());
const common = {
  name: "x",
  createdAt: at,
  hash: "h",
  startsWith: "ork_",
  namespace: "default",
  intents: [],
  rights: [],
};
await ctx.db.insert(apiKeys).values({ ...common, id: key, ownerId: owner });
await ctx.db.insert(apiKeys).values({ ...common, id: "key_revoked", hash: "r", revokedAt: at });
await ctx.db.insert(users).values({ id: owner, email: "a@b.c", passwordHash: "", role: "admin", createdAt: at });
const add = (request: object) => createMcpServer(ctx, CreateMcpServerRequest.parse(request));
await add({ name: "some", url: "https://mcp.example.com/mcp" });
await add({ name: "local", command: "node" });

const put = (caller_id: string, value: string) =>
  putMcpCredential(ctx, { server: "some", request: { caller_id, headers: { "X-Key": value } } });
const find = (actor = { id: key, ownerId: owner as string | null }, by = ctx) =>
  findMcpCredential(by, { serverName: "some", actor });

it("takes a caller's own, else its owner's, else the one for all, else none", async () => {
  expect(await find()).toBeNull();
  await put("*", "all");
  expect(await find()).toMatchObject({ callerId: "*", kind: "headers", headers: { "X-Key": "all" } });
  await put(owner, "owner");
  expect(await find()).toMatchObject({ callerId: owner, headers: { "X-Key": "owner" } });
  await put(key, "own");
  expect(await find()).toMatchObject({ callerId: key, headers: { "X-Key": "own" } });
  expect(await find({ id: owner, ownerId: owner })).toMatchObject({ callerId: owner });
  expect(await find({ id: "key_other", ownerId: null })).toMatchObject({ callerId: "*" });
});

it("has another version once it is stored anew, and none for a process or a server that there is not", async () => {
  const first = await find();
  await put(key, "own");
  expect(await find()).not.toMatchObject({ version: first?.version });
  for (const serverName of ["local", "nothing"]) {
    expect(await findMcpCredential(ctx, { serverName, actor: { id: key, ownerId: null } })).toBeNull();
  }
});

it("is for keys in use and users that there are", async () => {
  await expect(put("key_revoked", "x")).rejects.toMatchObject({ errors: [{ message: "is no key in use" }] });
  await expect(put("usr_0", "x")).rejects.toMatchObject({ errors: [{ message: "is no user" }] });
});

it("cannot be read with another secret key, and its list says so", async () => {
  const other = { ...ctx, secretKey: "another secret key, of 32 characters" };
  await expect(find(undefined, other)).rejects.toMatchObject({
    hint: expect.stringContaining("SECRET_KEY has changed"),
  });
  expect((await listMcpCredentials(other, "some"))[0]).toMatchObject({ header_names: null, origin: null });
});

it("is sent nowhere but where the server was when it was stored", async () => {
  await updateMcpServer(ctx, { id: "some", change: { url: "https://mcp.example.com/v2" } });
  expect(await find()).toMatchObject({ callerId: key });
  await updateMcpServer(ctx, { id: "some", change: { url: "http://mcp.example.com/v2" } });
  await expect(find()).rejects.toMatchObject({
    code: "not_configured",
    hint: expect.stringContaining("another address"),
  });
  await put(key, "own");
  expect(await find()).toMatchObject({ callerId: key });
});
