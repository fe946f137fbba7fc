import { expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { MemoryFacets } from "@/lib/contracts/memory";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const own = await app.createKey({ intents: ["memory.*"] });
const team = await app.createKey({ intents: ["memory.*"], namespace: "team-a" });
const admin = await app.createKey({ rights: ["admin"] });
const viewer = createBrowser(app);
await viewer.signIn((await addUser(app.ctx, { email: "v@example.com", role: "viewer" })).email, testPassword);

const write = async (key: string, text: string, tags: string[] = []) => {
  const sent = await app.send({ path: "/orchestrate", key, body: { intent: "memory.write", inputs: { text, tags } } });
  return ((await sent.json()) as { result: { item_id: string } }).result.item_id;
};
const pump = await write(own, "the pump of the garden", ["garden", "pump"]);
await write(own, "the hose of the garden", ["garden"]);
const secret = await write(team, "a secret of team a", ["secret"]);

const read = async (key: string, path: string) => (await app.send({ path, key })).json();
const texts = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text);

it("counts the tags of the caller's own namespace, and shows it no other", async () => {
  expect(MemoryFacets.parse(await read(own, "/memories/facets"))).toEqual({
    namespace: "default",
    own_namespace: "default",
    namespaces: ["default"],
    tags: [
      { tag: "garden", count: 2 },
      { tag: "pump", count: 1 },
    ],
    tags_more: false,
  });
});

it("browses by every tag and finds by words", async () => {
  const both = ["the hose of the garden", "the pump of the garden"];
  expect(texts(await read(own, "/memories?tag=garden")).sort()).toEqual(both);
  expect(texts(await read(own, "/memories?tag=garden&tag=pump"))).toEqual(["the pump of the garden"]);
  expect(texts(await read(own, "/memories?q=hose&limit=1"))).toEqual(["the hose of the garden"]);
  const first = await read(own, "/memories?limit=1");
  const second = await read(own, `/memories?limit=1&cursor=${first.next}`);
  expect([...texts(first), ...texts(second)].sort()).toEqual(both);
});

const unheardOf = ["zzz", "mem_1", `job_${"0".repeat(26)}`, "1000", "-1", "0", "007", ""];
it.each([
  ...[...unheardOf, "5"].map((cursor) => `/memories?cursor=${cursor}`),
  ...[...unheardOf, "999", `mem_${"0".repeat(26)}`].map((cursor) => `/memories?q=hose&cursor=${cursor}`),
])("refuses a cursor that no page gave: %s", async (path) => {
  const response = await app.send({ path, key: own });
  expect(response.status).toBe(400);
  expect((await errorOf(response)).errors).toMatchObject([{ path: "cursor" }]);
});

it.each([
  ["memories", "/memories?namespace=team-a"],
  ["tags", "/memories/facets?namespace=team-a"],
])("shows a caller no %s of another namespace, whatever jobs it may see", async (_what, path) => {
  const key = await app.createKey({ rights: ["jobs_of_others"] });
  const response = await app.send({ path, key });
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ code: "forbidden" });
});

it("shows nothing to a key that may not list memories", async () => {
  const key = await app.createKey({ intents: ["system.*"] });
  expect((await app.send({ path: "/memories", key })).status).toBe(403);
});

it("lets a console user and an admin choose a namespace", async () => {
  expect(texts(await read(admin, "/memories?namespace=team-a"))).toEqual(["a secret of team a"]);
  const facets = MemoryFacets.parse(await (await viewer.send({ path: "/memories/facets?namespace=team-a" })).json());
  expect(facets).toMatchObject({ namespaces: ["default", "team-a"], tags: [{ tag: "secret", count: 1 }] });
});

it("gives a memory other tags by a call, in the caller's namespace alone", async () => {
  const tag = (key: string, inputs: object) =>
    app.send({ path: "/orchestrate", key, body: { intent: "memory.tag", inputs } });
  const changed = await (await tag(own, { item_id: pump, tags: ["water", "water"] })).json();
  expect(changed.result).toEqual({ item_id: pump, tags: ["water"] });
  expect(texts(await read(own, "/memories?tag=water"))).toEqual(["the pump of the garden"]);
  expect((await tag(own, { item_id: secret, tags: [] })).status).toBe(404);
  expect(texts(await read(team, "/memories?tag=secret"))).toEqual(["a secret of team a"]);
});

it("lets an admin change tags of any namespace, and writes it down", async () => {
  const patch = (key: string | undefined, body: unknown) =>
    app.send({ method: "PATCH", path: `/memories/${secret}`, key, body });
  const body = { namespace: "team-a", tags: ["open"] };
  expect((await patch(team, body)).status).toBe(403);
  expect((await patch(admin, { tags: ["open"] })).status).toBe(400);
  expect((await patch(admin, { ...body, namespace: "default" })).status).toBe(404);
  expect(await (await patch(admin, body)).json()).toMatchObject({ item_id: secret, tags: ["open"] });
  const { entries } = AuditList.parse(await read(admin, "/audit?kind=memory.tags_changed"));
  expect(entries).toMatchObject([
    { subject: secret, data: { namespace: "team-a", before: ["secret"], after: ["open"] } },
  ]);
});

it("lists the hundred most used tags", async () => {
  const many = await app.createKey({ namespace: "many" });
  for (let n = 0; n < 4; n++) {
    await write(
      many,
      `memory ${n}`,
      Array.from({ length: 30 }, (_, at) => `t${n}-${at}`),
    );
  }
  const facets = MemoryFacets.parse(await read(many, "/memories/facets"));
  expect([facets.tags.length, facets.tags_more]).toEqual([100, true]);
});
